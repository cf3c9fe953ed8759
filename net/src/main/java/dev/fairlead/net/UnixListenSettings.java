package dev.fairlead.net;

import java.net.SocketOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

record UnixListenSettings(
    Optional<Set<PosixFilePermission>> mode,
    boolean unlinkOnClose,
    int backlog,
    boolean descriptors,
    SocketSettings settings)
    implements UnixListenOptions {

  static final UnixListenSettings DEFAULTS =
      new UnixListenSettings(
          Optional.empty(), true, TcpListenOptions.MAX_BACKLOG, false, SocketSettings.NONE);

  UnixListenSettings {
    if (backlog < 1) {
      throw new IllegalArgumentException("the backlog must be at least 1: " + backlog);
    }
  }

  @Override
  public UnixListenOptions withMode(Set<PosixFilePermission> permissions) {
    return new UnixListenSettings(
        Optional.of(Set.copyOf(permissions)), unlinkOnClose, backlog, descriptors, settings);
  }

  @Override
  public UnixListenOptions withMode(String permissions) {
    return withMode(Checks.mode(permissions));
  }

  @Override
  public UnixListenOptions withFileKept() {
    return new UnixListenSettings(mode, false, backlog, descriptors, settings);
  }

  @Override
  public UnixListenOptions withBacklog(int most) {
    return new UnixListenSettings(mode, unlinkOnClose, most, descriptors, settings);
  }

  @Override
  public UnixListenOptions withDescriptors() {
    return new UnixListenSettings(mode, unlinkOnClose, backlog, true, settings);
  }

  @Override
  public <T> UnixListenOptions withOption(SocketOption<T> option, T value) {
    return new UnixListenSettings(
        mode, unlinkOnClose, backlog, descriptors, settings.with(option, value));
  }
}
