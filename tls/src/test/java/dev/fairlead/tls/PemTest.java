package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.testing.TestAuthority;
import dev.fairlead.testing.TestCertificate;
import dev.fairlead.testing.TestKeyType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Identities and trust from texts and files, right and wrong ones. */
class PemTest {

  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final TestCertificate CERTIFICATE = AUTHORITY.issue("example.org");

  @TempDir Path directory;

  private static void assertRefused(String words, org.junit.jupiter.api.function.Executable read) {
    var error = assertThrows(TlsConfigurationException.class, read);
    assertTrue(error.getMessage().contains(words), error.getMessage());
  }

  // ---- what works

  @ParameterizedTest
  @EnumSource(TestKeyType.class)
  void keysOfEveryKindAreRead(TestKeyType keyType) throws Exception {
    var certificate = AUTHORITY.issue(o -> o.withKeyType(keyType), "example.org");

    var identity = TlsIdentity.fromPem(certificate.chainPem(), certificate.privateKeyPem());

    assertEquals(certificate.certificate(), identity.certificate());
  }

  @Test
  void keyAndCertificateMayBeInOneFileInAnyOrderWithCommentsAround() throws Exception {
    Path file = directory.resolve("both.pem");
    String text =
        "Bag Attributes: é\r\n"
            + CERTIFICATE.privateKeyPem().replace("\n", "\r\n")
            + "\r\nsubject=CN = example.org\r\n"
            + CERTIFICATE.chainPem().replace("\n", "\r\n");
    Files.writeString(file, text);

    assertEquals(CERTIFICATE.chain(), TlsIdentity.fromPem(file).chain());
  }

  @Test
  void aChainIsPutInOrderAndCompletedAsFarAsItGoes() throws Exception {
    var middle = AUTHORITY.intermediate("the middle");
    var leaf = middle.issue("example.org");
    String shuffled = AUTHORITY.pem() + middleOf(leaf) + CERTIFICATE.chainPem() + leafOf(leaf);

    var identity = TlsIdentity.fromPem(leaf.privateKeyPem(), shuffled);

    assertEquals(
        List.of(leaf.certificate(), middle.certificate(), AUTHORITY.root()), identity.chain());
  }

  @Test
  void aCertificateThatIsGivenTwiceIsShownOnce() throws Exception {
    var leaf = AUTHORITY.issue("example.org");
    String twice = leaf.chainPem() + AUTHORITY.pem();

    var identity = TlsIdentity.fromPem(twice, leaf.privateKeyPem(), twice);

    assertEquals(List.of(leaf.certificate(), AUTHORITY.root()), identity.chain());
  }

  private static String leafOf(TestCertificate certificate) {
    return parts(certificate)[0];
  }

  private static String middleOf(TestCertificate certificate) {
    return parts(certificate)[1];
  }

  private static String[] parts(TestCertificate certificate) {
    return certificate.chainPem().split("(?<=-----END CERTIFICATE-----\n)");
  }

  @Test
  void aPkcs12FileIsRead() throws Exception {
    Path file = directory.resolve("identity.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      CERTIFICATE.keyStore().store(out, "secret".toCharArray());
    }
    KeyStore store = CERTIFICATE.keyStore();

    var identity = TlsIdentity.fromKeyStore(store, TestCertificate.PASSWORD);

    assertEquals(CERTIFICATE.certificate(), identity.certificate());
    assertRefused("password", () -> TlsIdentity.fromPkcs12(file, "wrong"));
  }

  @Test
  void secretKeysInAKeyStoreAreNoIdentities() throws Exception {
    var secret = new KeyStore.SecretKeyEntry(new SecretKeySpec(new byte[16], "AES"));
    var password = new KeyStore.PasswordProtection(TestCertificate.PASSWORD.toCharArray());
    KeyStore store = CERTIFICATE.keyStore();
    store.setEntry("secret", secret, password);
    KeyStore onlySecrets = KeyStore.getInstance("PKCS12");
    onlySecrets.load(null, null);
    onlySecrets.setEntry("secret", secret, password);

    var identity = TlsIdentity.fromKeyStore(store, TestCertificate.PASSWORD);

    assertEquals(CERTIFICATE.certificate(), identity.certificate());
    assertRefused(
        "one private key, it holds 0",
        () -> TlsIdentity.fromKeyStore(onlySecrets, TestCertificate.PASSWORD));
  }

  @Test
  void trustIsReadFromEveryFile() throws Exception {
    Path first = directory.resolve("first.crt");
    Path second = directory.resolve("second.crt");
    Files.writeString(first, AUTHORITY.pem());
    Files.writeString(second, TestAuthority.create("another").pem());

    assertEquals("trust in 2 authorities", TlsTrust.fromPem(first, second).toString());
    assertEquals(
        "trust in 1 authorities", TlsTrust.fromKeyStore(AUTHORITY.trustStore()).toString());
  }

  // ---- what is wrong, and what the message says

  @Test
  void aStoreOfTheJdkThatCannotBeReadIsNamed() throws Exception {
    String property = "javax.net.ssl.trustStore";
    String before = System.getProperty(property);
    Path broken = Files.writeString(directory.resolve("broken.p12"), "no key store");
    System.setProperty(property, broken.toString());
    try {
      var error = assertThrows(IllegalStateException.class, TrustManagers::readPlatform);

      assertTrue(error.getMessage().contains(broken.toString()), error.getMessage());
    } finally {
      if (before == null) {
        System.clearProperty(property);
      } else {
        System.setProperty(property, before);
      }
    }
  }

  @Test
  void aKeyWithoutItsCertificate() {
    assertRefused("no certificate", () -> TlsIdentity.fromPem(CERTIFICATE.privateKeyPem()));
  }

  @Test
  void aCertificateWithoutItsKey() {
    assertRefused("no private key", () -> TlsIdentity.fromPem(CERTIFICATE.chainPem()));
  }

  @ParameterizedTest
  @EnumSource(TestKeyType.class)
  void theKeyOfAnotherCertificate(TestKeyType keyType) {
    var other = AUTHORITY.issue(o -> o.withKeyType(keyType), "other.example");

    assertRefused(
        "no certificate for the private key, but for: [CN=example.org]",
        () -> TlsIdentity.fromPem(CERTIFICATE.chainPem(), other.privateKeyPem()));
  }

  @Test
  void twoKeys() {
    var other = AUTHORITY.issue("other.example");

    assertRefused(
        "2 private keys",
        () ->
            TlsIdentity.fromPem(
                CERTIFICATE.chainPem(), CERTIFICATE.privateKeyPem(), other.privateKeyPem()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "-----BEGIN NOTHING-----\nAAAA\n-----END NOTHING-----\n"})
  void aTextWithoutAnything(String text) {
    assertRefused("", () -> TlsIdentity.fromPem(text));
    assertRefused("", () -> TlsTrust.fromPem(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CERTIFICATE", "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"})
  void damagedContent(String type) {
    String text = "-----BEGIN " + type + "-----\nQUJDREVGRw==\n-----END " + type + "-----\n";

    assertRefused("PEM", () -> TlsIdentity.fromPem(text));
  }

  @Test
  void aTextThatIsCutOffAnywhere() {
    String whole = CERTIFICATE.privateKeyPem() + CERTIFICATE.chainPem();
    for (int length = 0; length < whole.length() - 30; length += 7) {
      String part = whole.substring(0, length);

      assertThrows(TlsConfigurationException.class, () -> TlsIdentity.fromPem(part));
    }
  }

  @Test
  void anEmptyPasswordOrNoneForAKeyThatIsEncrypted() {
    String encrypted =
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n";

    assertThrows(TlsConfigurationException.class, () -> TlsIdentity.fromPem(encrypted));
    assertThrows(
        TlsConfigurationException.class, () -> TlsIdentity.fromEncryptedPem("", encrypted));
  }

  @Test
  void aFileThatIsMissingIsNamed() {
    Path missing = directory.resolve("missing.pem");

    var error = assertThrows(NoSuchFileException.class, () -> TlsIdentity.fromPem(missing));
    assertEquals(missing.toString(), error.getMessage());
    assertThrows(IOException.class, () -> TlsTrust.fromPem(missing));
    assertThrows(IOException.class, () -> TlsIdentity.fromPkcs12(missing, "x"));
  }

  @Test
  void theFileThatIsWrongIsNamed() throws Exception {
    Path wrong = directory.resolve("wrong.pem");
    Files.write(wrong, "nothing of use\n".getBytes(UTF_8));

    assertRefused("wrong.pem", () -> TlsIdentity.fromPem(wrong));
    assertRefused("wrong.pem", () -> TlsTrust.fromPem(wrong));
    assertRefused("wrong.pem", () -> TlsIdentity.fromPkcs12(wrong, "x"));
  }

  @Test
  void aDirectoryIsNamed() {
    assertTrue(
        assertThrows(IOException.class, () -> TlsTrust.fromPem(directory))
            .getMessage()
            .contains(directory.toString()));
  }

  @Test
  void nothingToReadAndNobodyToTrust() {
    assertThrows(IllegalArgumentException.class, () -> TlsIdentity.fromPem(new Path[0]));
    assertThrows(IllegalArgumentException.class, () -> TlsTrust.fromPem(new Path[0]));
    assertThrows(IllegalArgumentException.class, () -> TlsTrust.of());
  }

  @Test
  void aFileMayBeginAsSomeEditorsLetItBegin() throws Exception {
    Path file = directory.resolve("marked.crt");
    Files.write(file, ('\uFEFF' + AUTHORITY.pem()).getBytes(UTF_8));

    assertEquals("trust in 1 authorities", TlsTrust.fromPem(file).toString());
  }

  @Test
  void whatHasNoListCannotBeAddedUp() {
    assertThrows(IllegalArgumentException.class, () -> TlsTrust.anyone().plus(TlsTrust.platform()));
  }
}
