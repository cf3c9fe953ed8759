package dev.fairlead.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/** Writes PEM (RFC 7468). */
final class PemText {

  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private PemText() {}

  static String encode(String label, byte[] der) {
    String body = new String(LINES.encode(der), US_ASCII);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  static String certificates(List<X509Certificate> certificates) {
    return certificates.stream().map(PemText::certificate).collect(joining());
  }

  private static String certificate(X509Certificate certificate) {
    try {
      return encode("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new AssertionError("a certificate that was read or made here has an encoding", e);
    }
  }
}
