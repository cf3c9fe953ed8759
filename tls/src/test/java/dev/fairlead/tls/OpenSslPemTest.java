package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.TaskGroup;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.tls.TlsHandshakeException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys and certificates in every form in which {@code openssl} writes them. */
@NeedsRealThreads
@ForEveryBackend(except = {"carrier", "simulated"})
class OpenSslPemTest {

  private static final String PASSWORD = "open sesame";

  @TempDir static Path directory;

  @BeforeAll
  static void findProgram() {
    Program.assumeThereIs("openssl");
  }

  private static void openssl(String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add("openssl");
    command.addAll(Arrays.asList(arguments));
    Program.run(directory, command.toArray(String[]::new));
  }

  /** Makes a key and a certificate that it has signed itself. */
  private static void make(String algorithm, String... options) throws IOException {
    var command = new ArrayList<>(List.of("genpkey", "-algorithm", algorithm, "-out", "plain.key"));
    for (String option : options) {
      command.addAll(List.of("-pkeyopt", option));
    }
    openssl(command.toArray(String[]::new));
    openssl(
        "req",
        "-new",
        "-x509",
        "-key",
        "plain.key",
        "-out",
        "self.crt",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
        "-addext",
        "subjectAltName=DNS:localhost");
  }

  private static void assertServes(TlsIdentity identity) throws Exception {
    var pair = MemoryByteStreams.pair(65_536);
    Peers.connected(
        pair.first(),
        pair.second(),
        TlsClientContext.create(o -> o.withTrust(TlsTrust.of(identity.certificate()))),
        TlsServerContext.create(o -> o.withIdentity(identity)),
        (client, server) ->
            assertEquals(identity.certificate(), client.attribute(TlsAttributes.PEER_CERTIFICATE)));
  }

  private static TlsIdentity read(String key) throws IOException {
    return TlsIdentity.fromPem(directory.resolve("self.crt"), directory.resolve(key));
  }

  private static TlsIdentity readEncrypted(String key) throws IOException {
    Path file = directory.resolve(key);
    Path certificate = directory.resolve("self.crt");
    var wrong =
        assertThrows(
            TlsConfigurationException.class,
            () -> TlsIdentity.fromEncryptedPem("wrong", certificate, file));
    assertTrue(wrong.getMessage().contains("password does not open"), wrong.getMessage());
    var none =
        assertThrows(TlsConfigurationException.class, () -> TlsIdentity.fromPem(certificate, file));
    assertTrue(none.getMessage().contains("give its password"), none.getMessage());
    return TlsIdentity.fromEncryptedPem(PASSWORD, certificate, file);
  }

  @ParameterizedTest
  @CsvSource({
    "RSA, rsa_keygen_bits:2048, BEGIN RSA PRIVATE KEY",
    "EC, ec_paramgen_curve:P-256, BEGIN EC PRIVATE KEY",
    "EC, ec_paramgen_curve:P-384, BEGIN EC PRIVATE KEY",
  })
  void plainAndTraditionalKeys(String algorithm, String option, String header) throws Exception {
    make(algorithm, option);
    openssl("pkey", "-in", "plain.key", "-traditional", "-out", "old.key");

    assertTrue(Files.readString(directory.resolve("old.key")).contains(header));
    assertServes(read("plain.key"));
    assertServes(read("old.key"));
  }

  @ParameterizedTest
  @CsvSource({"ED25519", "ED448", "RSA-PSS"})
  void keysThatHaveOneFormOnly(String algorithm) throws Exception {
    make(algorithm);

    assertServes(read("plain.key"));
  }

  @Test
  void curveParametersBeforeAKeyDoNotHarm() throws Exception {
    openssl("ecparam", "-name", "prime256v1", "-genkey", "-out", "plain.key");
    openssl(
        "req",
        "-new",
        "-x509",
        "-key",
        "plain.key",
        "-out",
        "self.crt",
        "-subj",
        "/CN=localhost",
        "-addext",
        "subjectAltName=DNS:localhost");

    assertTrue(Files.readString(directory.resolve("plain.key")).contains("EC PARAMETERS"));
    assertServes(read("plain.key"));
  }

  @ParameterizedTest
  @CsvSource({
    "-v2, aes-256-cbc",
    "-v2, des3",
    "-v2prf, hmacWithSHA512",
    "-v1, PBE-SHA1-3DES",
  })
  void encryptedPkcs8Keys(String flag, String cipher) throws Exception {
    make("EC", "ec_paramgen_curve:P-256");
    openssl(
        "pkcs8",
        "-topk8",
        "-in",
        "plain.key",
        "-out",
        "encrypted.key",
        flag,
        cipher,
        "-passout",
        "pass:" + PASSWORD);

    assertServes(readEncrypted("encrypted.key"));
  }

  @Test
  void aKeyEncryptedByScrypt() throws Exception {
    make("EC", "ec_paramgen_curve:P-256");
    openssl(
        "pkcs8",
        "-topk8",
        "-in",
        "plain.key",
        "-out",
        "scrypt.key",
        "-scrypt",
        "-passout",
        "pass:" + PASSWORD);

    assertServes(readEncrypted("scrypt.key"));
  }

  @ParameterizedTest
  @CsvSource({"RSA, -aes256", "RSA, -des3", "EC, -aes128"})
  void encryptedTraditionalKeys(String algorithm, String cipher) throws Exception {
    make(algorithm, algorithm.equals("EC") ? "ec_paramgen_curve:P-256" : "rsa_keygen_bits:2048");
    openssl(
        "pkey",
        "-in",
        "plain.key",
        "-traditional",
        cipher,
        "-passout",
        "pass:" + PASSWORD,
        "-out",
        "old.key");

    assertTrue(Files.readString(directory.resolve("old.key")).contains("Proc-Type: 4,ENCRYPTED"));
    assertServes(readEncrypted("old.key"));
  }

  @ParameterizedTest
  @CsvSource({"-keypbe, AES-256-CBC", "-keypbe, PBE-SHA1-3DES"})
  void pkcs12(String flag, String cipher) throws Exception {
    make("EC", "ec_paramgen_curve:P-256");
    openssl(
        "pkcs12",
        "-export",
        "-inkey",
        "plain.key",
        "-in",
        "self.crt",
        "-out",
        "all.p12",
        flag,
        cipher,
        "-passout",
        "pass:" + PASSWORD);
    Path file = directory.resolve("all.p12");

    assertServes(TlsIdentity.fromPkcs12(file, PASSWORD));
    assertThrows(TlsConfigurationException.class, () -> TlsIdentity.fromPkcs12(file, "wrong"));
  }

  @Test
  void aTrustedCertificateOfOpenSslIsRead() throws Exception {
    make("EC", "ec_paramgen_curve:P-256");
    openssl("x509", "-in", "self.crt", "-trustout", "-out", "trusted.crt");

    String text = Files.readString(directory.resolve("trusted.crt"), UTF_8);
    assertTrue(text.contains("BEGIN TRUSTED CERTIFICATE"), text);
    assertEquals(
        "trust in 1 authorities", TlsTrust.fromPem(directory.resolve("trusted.crt")).toString());
  }

  @Test
  void aCertificateThatHasSignedItselfIsRefusedWhereItIsNotTrusted() throws Exception {
    make("EC", "ec_paramgen_curve:P-256");
    TlsIdentity self = read("plain.key");
    var pair = MemoryByteStreams.pair(65_536);

    TlsServerContext server = TlsServerContext.create(o -> o.withIdentity(self));

    TlsHandshakeException error =
        TaskGroup.call(group -> {
          group.startSoon(() -> refused(() -> TlsStream.wrapServer(pair.second(), server)));
          return refused(
              () -> TlsStream.wrapClient(pair.first(), "localhost", Peers.client(o -> o)));
        });

    assertEquals(Reason.UNKNOWN_AUTHORITY, error.reason());
  }

  private static TlsHandshakeException refused(Executable handshake) {
    return assertThrows(TlsHandshakeException.class, handshake);
  }
}
