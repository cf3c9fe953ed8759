package dev.fairlead.tls;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who the other side has proved to be.
 *
 * {@snippet file="TlsMutualSnippets.java" region="mutual"}
 *
 * @param subject the subject of the certificate, as in {@code CN=client,O=Example}
 * @param chain the certificate, followed by those above it that the peer has shown
 * @param dnsNames the alternative names that are hosts, wildcards among them
 * @param ipAddresses the alternative names that are addresses
 * @param emails the alternative names that are mail addresses
 * @param uris the alternative names that are URIs, such as SPIFFE identities
 */
public record TlsPeer(
    String subject,
    List<X509Certificate> chain,
    List<String> dnsNames,
    List<String> ipAddresses,
    List<String> emails,
    List<String> uris) {

  static TlsPeer of(List<X509Certificate> chain) {
    X509Certificate certificate = chain.getFirst();
    var names = CertificateNames.of(certificate);
    return new TlsPeer(
        certificate.getSubjectX500Principal().getName(),
        List.copyOf(chain),
        names.dnsNames(),
        names.ipAddresses(),
        names.emails(),
        names.uris());
  }

  /** The certificate of the peer itself. */
  public X509Certificate certificate() {
    return chain.getFirst();
  }
}
