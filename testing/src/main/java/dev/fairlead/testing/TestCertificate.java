package dev.fairlead.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * A certificate that a {@link TestAuthority} has issued, with its private key and with the chain
 * that leads to the authority's root, the root itself left out.
 *
 * {@snippet file="TestAuthoritySnippets.java" region="authority"}
 */
public final class TestCertificate {

  /** The password of {@link #keyStore()}. */
  public static final String PASSWORD = "changeit";

  private final PrivateKey privateKey;
  private final List<X509Certificate> chain;

  TestCertificate(PrivateKey privateKey, List<X509Certificate> chain) {
    this.privateKey = privateKey;
    this.chain = List.copyOf(chain);
  }

  /** The certificate. */
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /** The certificate and those of the intermediate authorities above it. */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** The private key. */
  public PrivateKey privateKey() {
    return privateKey;
  }

  /** The chain as PEM text. */
  public String chainPem() {
    return PemText.certificates(chain);
  }

  /** The private key as PEM text, in the form PKCS#8. */
  public String privateKeyPem() {
    return PemText.encode("PRIVATE KEY", privateKey.getEncoded());
  }

  /** A key store with the key and the chain; its password is {@link #PASSWORD}. */
  public KeyStore keyStore() {
    return KeyStores.holding(privateKey, chain);
  }

  /** A context that shows this certificate and trusts nobody but the authority. */
  public SSLContext context(TestAuthority trusted) {
    return KeyStores.context(keyStore(), trusted.trustStore());
  }

  /**
   * Writes {@code name.crt} (the chain) and {@code name.key} into a directory, as PEM text.
   *
   * @throws IOException if a file cannot be written
   */
  public void writeTo(Path directory, String name) throws IOException {
    Files.writeString(directory.resolve(name + ".crt"), chainPem());
    Files.writeString(directory.resolve(name + ".key"), privateKeyPem());
  }

  @Override
  public String toString() {
    return "test certificate " + certificate().getSubjectX500Principal();
  }
}
