package dev.fairlead.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The alternative names in a certificate, sorted by their kind. */
record CertificateNames(
    List<String> dnsNames, List<String> ipAddresses, List<String> emails, List<String> uris) {

  // RFC 5280 section 4.2.1.6.
  private static final int EMAIL = 1;
  private static final int DNS = 2;
  private static final int URI = 6;
  private static final int IP = 7;

  static CertificateNames of(X509Certificate certificate) {
    return new CertificateNames(
        ofKind(certificate, DNS),
        ofKind(certificate, IP),
        ofKind(certificate, EMAIL),
        ofKind(certificate, URI));
  }

  private static List<String> ofKind(X509Certificate certificate, int kind) {
    var names = new ArrayList<String>();
    for (List<?> name : alternativeNames(certificate)) {
      if (name.get(0) instanceof Integer found && found == kind) {
        names.add(String.valueOf(name.get(1)));
      }
    }
    return List.copyOf(names);
  }

  private static Collection<List<?>> alternativeNames(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null ? List.of() : names;
    } catch (CertificateParsingException e) {
      return List.of(); // Unreadable names are no names; no peer would accept them either.
    }
  }

  /** Whether one of the DNS names is this one, or a wildcard that covers it. */
  boolean match(String host) {
    String wanted = host.toLowerCase(Locale.ROOT);
    int dot = wanted.indexOf('.');
    String wildcard = dot < 0 ? wanted : "*" + wanted.substring(dot);
    return dnsNames.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .anyMatch(name -> name.equals(wanted) || name.equals(wildcard));
  }
}
