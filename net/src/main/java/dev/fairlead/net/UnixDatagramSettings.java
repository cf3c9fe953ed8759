package dev.fairlead.net;

import java.net.SocketOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

record UnixDatagramSettings(
    Optional<UnixAddress> local, Optional<Set<PosixFilePermission>> mode, SocketSettings settings)
    implements UnixDatagramOptions {

  static final UnixDatagramSettings DEFAULTS =
      new UnixDatagramSettings(Optional.empty(), Optional.empty(), SocketSettings.NONE);

  @Override
  public UnixDatagramOptions withLocalAddress(UnixAddress address) {
    return new UnixDatagramSettings(Optional.of(address), mode, settings);
  }

  @Override
  public UnixDatagramOptions withLocalPath(Path path) {
    return withLocalAddress(UnixAddress.of(path));
  }

  @Override
  public UnixDatagramOptions withMode(String permissions) {
    return new UnixDatagramSettings(local, Optional.of(Checks.mode(permissions)), settings);
  }

  @Override
  public <T> UnixDatagramOptions withOption(SocketOption<T> option, T value) {
    return new UnixDatagramSettings(local, mode, settings.with(option, value));
  }
}
