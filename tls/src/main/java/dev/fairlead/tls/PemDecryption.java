package dev.fairlead.tls;

import java.io.IOException;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/** Decrypts private keys in PEM. */
final class PemDecryption {

  private final String source;
  private final char[] password;

  PemDecryption(String source, String password) {
    this.source = source;
    this.password = password.toCharArray();
  }

  /** Decrypts a key in OpenSSL's older form: {@code Proc-Type: 4,ENCRYPTED}. */
  PrivateKeyInfo decrypt(PEMEncryptedKeyPair pair) throws IOException {
    // The provider is not registered, only used here: padding has other names in the JDK.
    var builder = new JcePEMDecryptorProviderBuilder().setProvider(new BouncyCastleProvider());
    try {
      return pair.decryptKeyPair(builder.build(password)).getPrivateKeyInfo();
    } catch (IOException e) {
      throw refused(e);
    }
  }

  /** Decrypts a key in PKCS#8. */
  PrivateKeyInfo decrypt(PKCS8EncryptedPrivateKeyInfo info) throws IOException {
    var builder =
        new JceOpenSSLPKCS8DecryptorProviderBuilder().setProvider(new BouncyCastleProvider());
    try {
      return info.decryptPrivateKeyInfo(builder.build(password));
    } catch (OperatorCreationException | PKCSException e) {
      throw refused(e);
    }
  }

  private TlsConfigurationException refused(Exception e) {
    return new TlsConfigurationException(
        source + " holds a private key that the password does not open: " + e.getMessage(), e);
  }
}
