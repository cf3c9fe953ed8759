package dev.fairlead.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestAuthorityTest {

  private final TestAuthority authority = TestAuthority.create();

  @ParameterizedTest
  @EnumSource
  void whatItIssuesIsTrustedThroughItsRoot(TestKeyType keyType) {
    TestCertificate certificate = authority.issue(o -> o.withKeyType(keyType), "localhost");

    assertDoesNotThrow(() -> validate(certificate));
  }

  @Test
  void namesBecomeAlternativeNamesOfTheirKind() throws Exception {
    X509Certificate certificate =
        authority.issue("*.example.org", "127.0.0.1", "::1", "a@example.org").certificate();

    List<Object> names =
        certificate.getSubjectAlternativeNames().stream()
            .map(List::copyOf)
            .map(Object.class::cast)
            .toList();
    assertEquals(
        List.of(
            List.of(2, "*.example.org"),
            List.of(7, "127.0.0.1"),
            List.of(7, "0:0:0:0:0:0:0:1"),
            List.of(1, "a@example.org")),
        names);
  }

  @Test
  void anExpiredOneIsExpiredAndOtherwiseInOrder() {
    var error =
        assertThrows(
            CertPathValidatorException.class, () -> validate(authority.issueExpired("localhost")));

    assertEquals(CertificateExpiredException.class, error.getCause().getClass());
  }

  @Test
  void oneThatIsNotYetValidIsRefusedForThat() {
    var error =
        assertThrows(
            CertPathValidatorException.class,
            () -> validate(authority.issueNotYetValid("localhost")));

    assertEquals(CertificateNotYetValidException.class, error.getCause().getClass());
  }

  @Test
  void anIntermediateIsPartOfTheChainAndTheRootIsNot() {
    TestCertificate certificate =
        authority.intermediate("middle").intermediate("lower").issue("localhost");

    assertEquals(3, certificate.chain().size());
    assertDoesNotThrow(() -> validate(certificate));
  }

  @Test
  void anotherAuthorityIsNotTrusted() {
    TestCertificate foreign = TestAuthority.create().issue("localhost");

    assertThrows(CertPathValidatorException.class, () -> validate(foreign));
  }

  @Test
  void pemTextHoldsTheChainInOrder() throws Exception {
    TestCertificate certificate = authority.intermediate("middle").issue("localhost");

    assertEquals(certificate.chain(), List.copyOf(parse(certificate.chainPem())));
    assertEquals(List.of(authority.root()), List.copyOf(parse(authority.pem())));
  }

  @Test
  void keyStoreHoldsKeyAndChain() throws Exception {
    TestCertificate certificate = authority.issue("localhost");

    var store = certificate.keyStore();

    assertEquals(
        certificate.privateKey(), store.getKey("key", TestCertificate.PASSWORD.toCharArray()));
    assertArrayEquals(certificate.chain().toArray(), store.getCertificateChain("key"));
  }

  @Test
  void filesAreWhatTheTextsAre(@TempDir Path directory) throws Exception {
    TestCertificate certificate = authority.issue("localhost");

    certificate.writeTo(directory, "server");

    assertEquals(certificate.chainPem(), Files.readString(directory.resolve("server.crt")));
    assertEquals(certificate.privateKeyPem(), Files.readString(directory.resolve("server.key")));
    assertTrue(certificate.privateKeyPem().startsWith("-----BEGIN PRIVATE KEY-----\n"));
  }

  @Test
  void aCertificateThatEndsBeforeItBeginsIsRefused() {
    Instant now = Instant.now();

    assertThrows(
        IllegalArgumentException.class,
        () -> authority.issue(o -> o.withValidity(now, now.minusSeconds(1)), "localhost"));
  }

  private void validate(TestCertificate certificate) throws Exception {
    var path = CertificateFactory.getInstance("X.509").generateCertPath(certificate.chain());
    var parameters = new PKIXParameters(Set.of(new TrustAnchor(authority.root(), null)));
    parameters.setRevocationEnabled(false);
    CertPathValidator.getInstance("PKIX").validate(path, parameters);
  }

  private static List<X509Certificate> parse(String pem) throws Exception {
    var in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
        .map(X509Certificate.class::cast)
        .toList();
  }
}
