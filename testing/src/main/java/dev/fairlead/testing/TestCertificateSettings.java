package dev.fairlead.testing;

import java.time.Duration;
import java.time.Instant;

record TestCertificateSettings(TestKeyType keyType, Instant notBefore, Instant notAfter)
    implements TestCertificateOptions {

  private static final Duration DAY = Duration.ofDays(1);

  TestCertificateSettings {
    if (notAfter.isBefore(notBefore)) {
      throw new IllegalArgumentException(
          "a certificate must not end (" + notAfter + ") before it begins (" + notBefore + ")");
    }
  }

  static TestCertificateSettings defaults() {
    Instant now = Instant.now();
    // An hour back: the clock of the other side may be a little behind.
    return new TestCertificateSettings(
        TestKeyType.EC, now.minus(Duration.ofHours(1)), now.plus(DAY));
  }

  @Override
  public TestCertificateOptions withKeyType(TestKeyType newKeyType) {
    return new TestCertificateSettings(newKeyType, notBefore, notAfter);
  }

  @Override
  public TestCertificateOptions withValidity(Instant newNotBefore, Instant newNotAfter) {
    return new TestCertificateSettings(keyType, newNotBefore, newNotAfter);
  }

  @Override
  public TestCertificateOptions withExpired() {
    Instant yesterday = Instant.now().minus(DAY);
    return withValidity(yesterday.minus(DAY), yesterday);
  }

  @Override
  public TestCertificateOptions withNotYetValid() {
    Instant tomorrow = Instant.now().plus(DAY);
    return withValidity(tomorrow, tomorrow.plus(DAY));
  }
}
