package dev.fairlead.tls.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testing.TestAuthority;
import dev.fairlead.tls.TlsConfigurationException;
import dev.fairlead.tls.TlsHandshakeException;
import dev.fairlead.tls.TlsIdentity;
import dev.fairlead.tls.TlsServerContext;
import dev.fairlead.tls.TlsStream;
import dev.fairlead.tls.TlsTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsHandshakeSnippets {

  @Test
  void failure() {
    TestAuthority authority = TestAuthority.create();
    var pair = MemoryByteStreams.pair(65_536);
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          group.startSoon(() -> serveExpired(pair.second(), authority));
          assertEquals(
              "its certificate needs to be renewed",
              advice(pair.first(), TlsTrust.of(authority.root())));
        }));
  }

  private static void serveExpired(ByteStream transport, TestAuthority authority)
      throws IOException {
    var certificate = authority.issueExpired("example.org");
    var identity = TlsIdentity.fromPem(certificate.chainPem(), certificate.privateKeyPem());
    var context = TlsServerContext.create(o -> o.withIdentity(identity));
    try {
      TlsStream.wrapServer(transport, context);
    } catch (TlsHandshakeException e) {
      assertEquals(TlsHandshakeException.Reason.REFUSED_BY_PEER, e.reason());
    }
  }

  private static String advice(ByteStream transport, TlsTrust trust) throws IOException {
    // @start region="failure"
    try (var tls = TlsStream.wrapClient(transport, "example.org", o -> o.withTrust(trust))) {
      return "connected with " + tls;
    } catch (TlsHandshakeException e) {
      return switch (e.reason()) {
        case CERTIFICATE_EXPIRED -> "its certificate needs to be renewed";
        case UNKNOWN_AUTHORITY -> "add its authority to those that are trusted";
        default -> e.getMessage();
      };
    }
    // @end
  }

  @Test
  void configuration(@TempDir Path directory) throws IOException {
    Path chain = directory.resolve("server.crt");
    Path key = directory.resolve("server.key");
    TestAuthority authority = TestAuthority.create();
    Files.writeString(chain, authority.issue("example.org").chainPem());
    Files.writeString(key, authority.issue("example.org").privateKeyPem());

    assertTrue(load(chain, key).contains("server.key"), load(chain, key));
  }

  private static String load(Path chain, Path key) throws IOException {
    // @start region="configuration"
    try {
      return "we are " + TlsIdentity.fromPem(chain, key);
    } catch (TlsConfigurationException e) {
      return "cannot start: " + e.getMessage(); // The key belongs to another certificate.
    }
    // @end
  }
}
