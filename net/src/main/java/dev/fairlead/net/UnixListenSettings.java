package dev.fairlead.net;

import java.net.SocketOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

record UnixListenSettings(
    Optional<Set<PosixFilePermission>> mode,
    boolean unlinkOnClose,
    int backlog,
    SocketSettings settings)
    implements UnixListenOptions {

  static final UnixListenSettings DEFAULTS =
      new UnixListenSettings(
          Optional.empty(), true, TcpListenOptions.MAX_BACKLOG, SocketSettings.NONE);

  UnixListenSettings {
    if (backlog < 1) {
      throw new IllegalArgumentException("the backlog must be at least 1: " + backlog);
    }
  }

  @Override
  public UnixListenOptions withMode(Set<PosixFilePermission> permissions) {
    return new UnixListenSettings(
        Optional.of(Set.copyOf(permissions)), unlinkOnClose, backlog, settings);
  }

  @Override
  public UnixListenOptions withMode(String permissions) {
    return withMode(PosixFilePermissions.fromString(permissions));
  }

  @Override
  public UnixListenOptions withFileKept() {
    return new UnixListenSettings(mode, false, backlog, settings);
  }

  @Override
  public UnixListenOptions withBacklog(int most) {
    return new UnixListenSettings(mode, unlinkOnClose, most, settings);
  }

  @Override
  public <T> UnixListenOptions withOption(SocketOption<T> option, T value) {
    return new UnixListenSettings(mode, unlinkOnClose, backlog, settings.with(option, value));
  }
}
