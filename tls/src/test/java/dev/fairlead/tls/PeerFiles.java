package dev.fairlead.tls;

import dev.fairlead.testing.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The certificates of {@link Peers} as files for other programs: {@code ca.crt}, {@code
 * server.crt}, {@code server.key}, {@code client.crt}, {@code client.key}.
 */
final class PeerFiles {

  static final TestCertificate CLIENT = Peers.AUTHORITY.issue("client.example");

  private PeerFiles() {}

  static void writeTo(Path directory) throws IOException {
    Files.writeString(directory.resolve("ca.crt"), Peers.AUTHORITY.pem());
    Peers.CERTIFICATE.writeTo(directory, "server");
    CLIENT.writeTo(directory, "client");
  }
}
