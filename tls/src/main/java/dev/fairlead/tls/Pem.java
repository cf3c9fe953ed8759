package dev.fairlead.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.X509TrustedCertificateBlock;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/**
 * The certificates and private keys in PEM text (RFC 7468), in every form in which OpenSSL writes
 * them.
 */
final class Pem {

  private final String source;
  private final @Nullable String password;
  private final List<X509Certificate> certificates = new ArrayList<>();
  private final List<PrivateKey> privateKeys = new ArrayList<>();

  private Pem(String source, @Nullable String password) {
    this.source = source;
    this.password = password;
  }

  /**
   * Reads everything there is.
   *
   * @param source where the text is from, for messages
   * @param password what private keys are encrypted with; null if they are not
   */
  static Pem read(String source, String text, @Nullable String password)
      throws TlsConfigurationException {
    var pem = new Pem(source, password);
    try (var parser = new PEMParser(new StringReader(text))) {
      for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
        pem.take(found);
      }
    } catch (TlsConfigurationException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new TlsConfigurationException(source + " is not proper PEM: " + e.getMessage(), e);
    }
    return pem;
  }

  /** The certificates, in the order of the text. */
  List<X509Certificate> certificates() {
    return certificates;
  }

  /** The private key, if there is one. */
  Optional<PrivateKey> privateKey() throws TlsConfigurationException {
    if (privateKeys.size() > 1) {
      throw new TlsConfigurationException(
          source + " holds " + privateKeys.size() + " private keys; give one per identity");
    }
    return privateKeys.stream().findFirst();
  }

  private void take(Object found) throws IOException {
    switch (found) {
      case X509CertificateHolder holder -> certificates.add(certificate(holder));
      case X509TrustedCertificateBlock block ->
          certificates.add(certificate(block.getCertificateHolder()));
      case PrivateKeyInfo info -> privateKeys.add(key(info));
      // The key pair's public half may be missing, so it is not asked for.
      case PEMKeyPair pair -> privateKeys.add(key(pair.getPrivateKeyInfo()));
      case PEMEncryptedKeyPair pair -> privateKeys.add(key(decryption().decrypt(pair)));
      case PKCS8EncryptedPrivateKeyInfo info -> privateKeys.add(key(decryption().decrypt(info)));
      default -> {} // Curve parameters before a key, requests, public keys: nothing of use here.
    }
  }

  private X509Certificate certificate(X509CertificateHolder holder) throws IOException {
    try {
      var der = new ByteArrayInputStream(holder.getEncoded());
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(der);
    } catch (GeneralSecurityException e) {
      throw new TlsConfigurationException(
          source + " holds a certificate that cannot be used: " + e.getMessage(), e);
    }
  }

  private PrivateKey key(PrivateKeyInfo info) throws IOException {
    try {
      return new JcaPEMKeyConverter().getPrivateKey(info);
    } catch (IOException e) {
      throw new TlsConfigurationException(
          source + " holds a private key that this JDK cannot use: " + e.getMessage(), e);
    }
  }

  private PemDecryption decryption() throws TlsConfigurationException {
    if (password == null) {
      throw new TlsConfigurationException(
          source + " holds an encrypted private key; give its password");
    }
    return new PemDecryption(source, password);
  }
}
