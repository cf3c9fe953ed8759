package dev.fairlead.net;

import java.net.SocketOption;

record UnixConnectSettings(boolean descriptors, SocketSettings settings)
    implements UnixConnectOptions {

  static final UnixConnectSettings DEFAULTS = new UnixConnectSettings(false, SocketSettings.NONE);

  @Override
  public UnixConnectOptions withDescriptors() {
    return new UnixConnectSettings(true, settings);
  }

  @Override
  public <T> UnixConnectOptions withOption(SocketOption<T> option, T value) {
    return new UnixConnectSettings(descriptors, settings.with(option, value));
  }
}
