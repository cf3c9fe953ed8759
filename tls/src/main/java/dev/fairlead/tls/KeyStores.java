package dev.fairlead.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.Collections;
import java.util.List;

/** Opens key stores. */
final class KeyStores {

  private KeyStores() {}

  static KeyStore open(String source, byte[] content, String password)
      throws TlsConfigurationException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(content), password.toCharArray());
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw new TlsConfigurationException(
          source + " cannot be opened as PKCS#12 with this password: " + e.getMessage(), e);
    }
  }

  /** The alias of the only private key; secret ones are nothing to be known by. */
  static String onlyKey(KeyStore store) throws KeyStoreException, TlsConfigurationException {
    List<String> keys =
        Collections.list(store.aliases()).stream().filter(alias -> isKey(store, alias)).toList();
    if (keys.size() != 1) {
      throw new TlsConfigurationException(
          "the key store must hold one private key, it holds " + keys.size() + ": " + keys);
    }
    return keys.getFirst();
  }

  private static boolean isKey(KeyStore store, String alias) {
    try {
      return store.entryInstanceOf(alias, KeyStore.PrivateKeyEntry.class);
    } catch (KeyStoreException e) {
      throw new AssertionError("a store that has listed its aliases is loaded", e);
    }
  }

  static KeyStore empty() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no key stores of type PKCS12", e);
    }
  }
}
