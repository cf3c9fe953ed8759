package dev.fairlead.tls;

import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Makes contexts of the JDK's own provider, the fastest and most complete one in pure Java. */
final class SslContexts {

  private SslContexts() {}

  static SSLContext create(
      List<TlsIdentity> identities, @Nullable TlsTrust trust, OngoingHandshakes handshakes) {
    KeyManager[] keys = {new IdentityKeyManager(identities, handshakes)};
    TrustManager[] trusted =
        trust == null
            ? new TrustManager[0]
            : new TrustManager[] {new NotingTrustManager(trust.manager(), handshakes)};
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trusted, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot make a TLS context", e);
    }
  }
}
