package dev.fairlead.testing;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Puts test certificates into what the JDK's TLS wants them in. */
final class KeyStores {

  private KeyStores() {}

  static KeyStore trusting(X509Certificate root) {
    try {
      KeyStore store = empty();
      store.setCertificateEntry("root", root);
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this JDK cannot keep a certificate in a key store", e);
    }
  }

  static KeyStore holding(PrivateKey key, List<X509Certificate> chain) {
    try {
      KeyStore store = empty();
      X509Certificate[] certificates = chain.toArray(X509Certificate[]::new);
      store.setKeyEntry("key", key, TestCertificate.PASSWORD.toCharArray(), certificates);
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this JDK cannot keep a key in a key store", e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  static SSLContext context(@Nullable KeyStore own, KeyStore trusted) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      context.init(own == null ? null : keyManagers(own), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot make a TLS context", e);
    }
  }

  private static KeyManager[] keyManagers(KeyStore own) throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
    keys.init(own, TestCertificate.PASSWORD.toCharArray());
    return keys.getKeyManagers();
  }
}
