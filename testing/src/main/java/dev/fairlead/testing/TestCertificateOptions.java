package dev.fairlead.testing;

import java.time.Instant;

/**
 * Options of a certificate that a {@link TestAuthority} issues.
 *
 * {@snippet file="TestAuthoritySnippets.java" region="options"}
 */
public sealed interface TestCertificateOptions permits TestCertificateSettings {

  /** An EC key, valid from an hour ago until tomorrow. */
  static TestCertificateOptions defaults() {
    return TestCertificateSettings.defaults();
  }

  /** The kind of key. */
  TestKeyType keyType();

  /** The first moment at which the certificate is valid. */
  Instant notBefore();

  /** The last moment at which the certificate is valid. */
  Instant notAfter();

  /** Chooses the kind of key. */
  TestCertificateOptions withKeyType(TestKeyType keyType);

  /**
   * Chooses when the certificate is valid.
   *
   * @throws IllegalArgumentException if the end comes before the begin
   */
  TestCertificateOptions withValidity(Instant notBefore, Instant notAfter);

  /** Makes a certificate whose time was over yesterday. */
  TestCertificateOptions withExpired();

  /** Makes a certificate whose time begins tomorrow. */
  TestCertificateOptions withNotYetValid();
}
