package dev.fairlead.net;

import java.net.SocketOption;

record UnixConnectSettings(SocketSettings settings) implements UnixConnectOptions {

  static final UnixConnectSettings DEFAULTS = new UnixConnectSettings(SocketSettings.NONE);

  @Override
  public <T> UnixConnectOptions withOption(SocketOption<T> option, T value) {
    return new UnixConnectSettings(settings.with(option, value));
  }
}
