package dev.fairlead.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Makes the JDK's trust managers. */
final class TrustManagers {

  private TrustManagers() {}

  // Any thread. Not made with a class: whoever comes after a failure hears of it too.
  private static volatile @Nullable X509ExtendedTrustManager kept;

  /** That of the JDK's own store; reading it takes a while, so it is kept. */
  static X509ExtendedTrustManager ofPlatform() {
    X509ExtendedTrustManager known = kept;
    if (known == null) {
      known = readPlatform();
      kept = known;
    }
    return known;
  }

  /** Reads the JDK's own store. */
  static X509ExtendedTrustManager readPlatform() {
    try {
      return make(null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "the JDK cannot read the store of the authorities it trusts; the system properties"
              + " javax.net.ssl.trustStore and trustStorePassword name one, it is now: "
              + System.getProperty("javax.net.ssl.trustStore", "the JDK's own"),
          e);
    }
  }

  static X509ExtendedTrustManager of(KeyStore store) {
    try {
      return make(store);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "this JDK cannot make a PKIX trust manager of the key store: " + e.getMessage(), e);
    }
  }

  static X509ExtendedTrustManager of(boolean platform, List<X509Certificate> authorities) {
    var all = new ArrayList<>(authorities);
    if (platform) {
      all.addAll(Arrays.asList(ofPlatform().getAcceptedIssuers()));
    }
    KeyStore store = KeyStores.empty();
    try {
      for (int i = 0; i < all.size(); i++) {
        store.setCertificateEntry("authority-" + i, all.get(i));
      }
    } catch (KeyStoreException e) {
      throw new AssertionError("a store that is loaded takes certificates", e);
    }
    return of(store);
  }

  private static X509ExtendedTrustManager make(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509ExtendedTrustManager.class::isInstance)
        .map(X509ExtendedTrustManager.class::cast)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("this JDK has no PKIX trust manager"));
  }
}
