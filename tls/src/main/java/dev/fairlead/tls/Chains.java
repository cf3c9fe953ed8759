package dev.fairlead.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the certificate of a key and puts those above it in order. */
final class Chains {

  private Chains() {}

  /**
   * The certificate of the key, followed by the one that issued it, and so on. Those that lead
   * nowhere are left out.
   */
  static List<X509Certificate> ordered(
      String source, PrivateKey key, List<X509Certificate> certificates)
      throws TlsConfigurationException {
    var rest = new ArrayList<>(certificates);
    X509Certificate next = certificateOf(source, key, rest);
    var chain = new ArrayList<X509Certificate>();
    while (next != null) {
      chain.add(next);
      rest.removeIf(next::equals); // It may have been given twice.
      next = issuerOf(next, rest);
    }
    return chain;
  }

  private static X509Certificate certificateOf(
      String source, PrivateKey key, List<X509Certificate> certificates)
      throws TlsConfigurationException {
    for (X509Certificate certificate : certificates) {
      if (belongs(source, key, certificate.getPublicKey())) {
        return certificate;
      }
    }
    throw new TlsConfigurationException(
        certificates.isEmpty()
            ? source + " holds no certificate; give the file with the certificate too"
            : source
                + " holds no certificate for the private key, but for: "
                + subjects(certificates));
  }

  private static List<String> subjects(List<X509Certificate> certificates) {
    return certificates.stream().map(c -> c.getSubjectX500Principal().getName()).toList();
  }

  private static @Nullable X509Certificate issuerOf(
      X509Certificate child, List<X509Certificate> candidates) {
    return candidates.stream()
        .filter(c -> c.getSubjectX500Principal().equals(child.getIssuerX500Principal()))
        .findFirst()
        .orElse(null);
  }

  /** Whether they are a pair: the numbers say so, or what one signs the other verifies. */
  private static boolean belongs(String source, PrivateKey key, PublicKey candidate)
      throws TlsConfigurationException {
    if (!key.getAlgorithm().equals(candidate.getAlgorithm())) {
      return false;
    }
    if (key instanceof RSAKey rsa && candidate instanceof RSAKey other) {
      return rsa.getModulus().equals(other.getModulus()); // PSS cannot sign without parameters.
    }
    try {
      Signature signature = Signature.getInstance(signatureFor(key));
      byte[] sample = {1, 2, 3};
      signature.initSign(key);
      signature.update(sample);
      byte[] signed = signature.sign();
      signature.initVerify(candidate);
      signature.update(sample);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      throw new TlsConfigurationException(
          source + " holds a private key that cannot sign: " + e.getMessage(), e);
    }
  }

  private static String signatureFor(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "EC" -> "SHA256withECDSA";
      case "DSA" -> "SHA256withDSA";
      // EdDSA and what comes after: named as the key.
      default -> key.getAlgorithm();
    };
  }
}
