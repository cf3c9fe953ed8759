package dev.fairlead.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who one side says it is: a certificate with the chain above it, and the private key that proves
 * it.
 *
 * {@snippet file="TlsIdentitySnippets.java" region="identity"}
 *
 * <p>PEM may hold keys as PKCS#8, PKCS#1 or SEC1, encrypted or not, and certificates in any order.
 * That key and certificate belong together is checked at once. Files are read when the method is
 * called and not again.
 */
public final class TlsIdentity {

  private final PrivateKey privateKey;
  private final List<X509Certificate> chain;

  private TlsIdentity(PrivateKey privateKey, List<X509Certificate> chain) {
    this.privateKey = privateKey;
    this.chain = List.copyOf(chain);
  }

  /**
   * Takes a key and its certificate, followed by those above it.
   *
   * @throws TlsConfigurationException if they do not belong together
   */
  public static TlsIdentity of(PrivateKey privateKey, List<X509Certificate> chain)
      throws TlsConfigurationException {
    return new TlsIdentity(privateKey, Chains.ordered("the key", privateKey, chain));
  }

  /**
   * Reads a key and its certificates from PEM files, together in one or spread over several.
   *
   * @throws TlsConfigurationException if there is not exactly one key with a certificate
   * @throws IOException if a file cannot be read
   */
  public static TlsIdentity fromPem(Path... files) throws IOException {
    return fromPem(null, PemSource.read(files));
  }

  /** As {@link #fromPem(Path...)}, from texts. */
  public static TlsIdentity fromPem(String... texts) throws TlsConfigurationException {
    return fromPem(null, PemSource.of(texts));
  }

  /** As {@link #fromPem(Path...)}, with a key that is encrypted. */
  public static TlsIdentity fromEncryptedPem(String password, Path... files) throws IOException {
    return fromPem(password, PemSource.read(files));
  }

  /** As {@link #fromPem(String...)}, with a key that is encrypted. */
  public static TlsIdentity fromEncryptedPem(String password, String... texts)
      throws TlsConfigurationException {
    return fromPem(password, PemSource.of(texts));
  }

  private static TlsIdentity fromPem(@Nullable String password, PemSource source)
      throws TlsConfigurationException {
    Pem pem = source.parse(password);
    PrivateKey key =
        pem.privateKey()
            .orElseThrow(() ->
                new TlsConfigurationException(
                    source
                        + " holds no private key in PEM; give the file with the key too, and"
                        + " one in PKCS#12 (.p12, .pfx) to fromPkcs12(...)"));
    return new TlsIdentity(key, Chains.ordered(source.toString(), key, pem.certificates()));
  }

  /**
   * Reads a PKCS#12 file, often called {@code .p12} or {@code .pfx}, with one key.
   *
   * @throws TlsConfigurationException if the password does not open it, or there is not one key
   * @throws IOException if the file cannot be read
   */
  public static TlsIdentity fromPkcs12(Path file, String password) throws IOException {
    byte[] content = Files.readAllBytes(file);
    return fromKeyStore(KeyStores.open(file.toString(), content, password), password);
  }

  /**
   * Takes the key of a key store that holds one.
   *
   * @throws TlsConfigurationException if the password does not open it, or there is not one key
   */
  public static TlsIdentity fromKeyStore(KeyStore store, String password)
      throws TlsConfigurationException {
    try {
      String alias = KeyStores.onlyKey(store);
      PrivateKey key = (PrivateKey) store.getKey(alias, password.toCharArray());
      var chain = new ArrayList<X509Certificate>();
      for (Certificate certificate : store.getCertificateChain(alias)) {
        chain.add((X509Certificate) certificate);
      }
      return new TlsIdentity(key, Chains.ordered("the key store", key, chain));
    } catch (GeneralSecurityException e) {
      throw new TlsConfigurationException(
          "the key in the key store cannot be had: " + e.getMessage(), e);
    }
  }

  /** The certificate. */
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /** The certificate, followed by those above it. */
  public List<X509Certificate> chain() {
    return chain;
  }

  PrivateKey privateKey() {
    return privateKey;
  }

  /** Whether the certificate is for this name of a host. */
  boolean isFor(String host) {
    return CertificateNames.of(certificate()).match(host);
  }

  @Override
  public String toString() {
    return "TLS identity " + certificate().getSubjectX500Principal();
  }
}
