package dev.fairlead.tls;

import java.util.Optional;

/** Whether a server asks clients who they are, and whom it believes. */
record ClientCheck(TlsClientAuthentication authentication, Optional<TlsTrust> trust) {

  static final ClientCheck NONE = new ClientCheck(TlsClientAuthentication.NONE, Optional.empty());

  static ClientCheck of(TlsClientAuthentication authentication, TlsTrust trust) {
    if (authentication == TlsClientAuthentication.NONE) {
      throw new IllegalArgumentException(
          "a server that asks for no client certificates trusts nobody; leave this option out");
    }
    return new ClientCheck(authentication, Optional.of(trust));
  }
}
