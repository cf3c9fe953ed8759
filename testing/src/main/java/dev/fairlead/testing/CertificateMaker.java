package dev.fairlead.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Builds the certificates of a {@link TestAuthority} and signs them with its EC key. */
final class CertificateMaker {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);

  private static final ExtendedKeyUsage BOTH_SIDES =
      new ExtendedKeyUsage(
          new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth});

  private CertificateMaker() {}

  static X509Certificate root(String name, KeyPair keys) {
    X500Principal self = commonName(name);
    return signed(() -> authority(self, self, keys.getPublic(), keys.getPublic()), keys);
  }

  static X509Certificate intermediate(
      String name, PublicKey key, X509Certificate issuer, KeyPair issuerKeys) {
    X500Principal above = issuer.getSubjectX500Principal();
    return signed(
        () -> authority(above, commonName(name), key, issuerKeys.getPublic()), issuerKeys);
  }

  static X509Certificate leaf(
      List<String> names,
      TestCertificateOptions options,
      PublicKey key,
      X509Certificate issuer,
      KeyPair issuerKeys) {
    X500Principal above = issuer.getSubjectX500Principal();
    return signed(() -> leaf(names, options, key, above, issuerKeys.getPublic()), issuerKeys);
  }

  private static JcaX509v3CertificateBuilder authority(
      X500Principal issuer, X500Principal subject, PublicKey key, PublicKey issuerKey)
      throws GeneralSecurityException, IOException {
    // Begins long ago: older than any certificate it issues, also one that expired.
    Date begin = Date.from(Instant.now().minus(AUTHORITY_LIFE));
    Date end = Date.from(Instant.now().plus(AUTHORITY_LIFE));
    var builder = new JcaX509v3CertificateBuilder(issuer, serial(), begin, end, subject, key);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    addKeyIdentifiers(builder, key, issuerKey);
    return builder;
  }

  private static JcaX509v3CertificateBuilder leaf(
      List<String> names,
      TestCertificateOptions options,
      PublicKey key,
      X500Principal issuer,
      PublicKey issuerKey)
      throws GeneralSecurityException, IOException {
    Date begin = Date.from(options.notBefore());
    Date end = Date.from(options.notAfter());
    X500Principal subject = commonName(names.isEmpty() ? "nobody" : names.getFirst());
    var builder = new JcaX509v3CertificateBuilder(issuer, serial(), begin, end, subject, key);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.extendedKeyUsage, false, BOTH_SIDES);
    if (!names.isEmpty()) {
      builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames(names));
    }
    addKeyIdentifiers(builder, key, issuerKey);
    return builder;
  }

  // Python's ssl module refuses chains without these.
  private static void addKeyIdentifiers(
      JcaX509v3CertificateBuilder builder, PublicKey key, PublicKey issuerKey)
      throws GeneralSecurityException, IOException {
    var identifiers = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        identifiers.createAuthorityKeyIdentifier(issuerKey));
  }

  private static GeneralNames alternativeNames(List<String> names) {
    return new GeneralNames(
        names.stream()
            .map(name -> new GeneralName(kindOf(name), name))
            .toArray(GeneralName[]::new));
  }

  private static int kindOf(String name) {
    if (name.contains("@")) {
      return GeneralName.rfc822Name;
    }
    boolean address = name.contains(":") || name.matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
    return address ? GeneralName.iPAddress : GeneralName.dNSName;
  }

  private static X500Principal commonName(String name) {
    try {
      return new X500Principal(new X500NameBuilder().addRDN(BCStyle.CN, name).build().getEncoded());
    } catch (IOException e) {
      throw new AssertionError("a name with one part can be encoded", e);
    }
  }

  private static BigInteger serial() {
    return new BigInteger(120, RANDOM).setBit(0);
  }

  /** What fills in a certificate. */
  private interface Content {
    JcaX509v3CertificateBuilder build() throws GeneralSecurityException, IOException;
  }

  private static X509Certificate signed(Content content, KeyPair issuerKeys) {
    try {
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(content.build().build(signer));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("this JDK cannot make a certificate", e);
    }
  }
}
