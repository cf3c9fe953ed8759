package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.net.TurnHandler;
import dev.fairlead.stream.BufferedByteReceiveStream;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code openssl s_client} is served by turns. */
@NeedsRealThreads
@ForEveryBackend(except = "simulated")
class OpenSslTurnsTest extends ServingTlsByTurns {

  @TempDir static Path directory;

  @BeforeAll
  static void writeFiles() throws IOException {
    Program.assumeThereIs("openssl");
    PeerFiles.writeTo(directory);
  }

  /** Answers each line with what is known about who sent it. */
  private static TurnHandler.Turn telling(TlsStream stream) {
    var lines = new BufferedByteReceiveStream(stream);
    return new TurnHandler.Turn() {
      @Override
      public boolean take() throws IOException {
        String answer =
            lines.receiveLine(100)
                + " from "
                + stream.attribute(TlsAttributes.PEER).subject()
                + ", resumed "
                + stream.attribute(TlsAttributes.SESSION_RESUMED)
                + "\n";
        stream.send(answer.getBytes(UTF_8));
        return true;
      }

      @Override
      public boolean hasMore() {
        return lines.bufferedCount() > 0;
      }
    };
  }

  private void serving(Steps test) throws IOException {
    var context =
        Peers.server(
            o -> o.withClientAuthentication(TlsClientAuthentication.REQUIRED, Peers.TRUST));
    servingByTurns(context, OpenSslTurnsTest::telling, UnaryOperator.identity(), test);
  }

  private static Program startClient(TlsTcpListener listener, String... arguments)
      throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                "openssl",
                "s_client",
                "-connect",
                "127.0.0.1:" + listener.port(),
                "-CAfile",
                "ca.crt",
                "-verify_return_error",
                "-cert",
                "client.crt",
                "-key",
                "client.key"));
    command.addAll(Arrays.asList(arguments));
    return Program.start(directory, command.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void itsCertificateAndItsSessionAreKnown(String version) throws IOException {
    String session = "turns" + version;
    serving(listener -> {
      for (boolean again : new boolean[] {false, true}) {
        String[] keeping = {version, again ? "-sess_in" : "-sess_out", session};
        try (Program client = startClient(listener, keeping)) {
          client.type("a word\n");
          client.await("a word from CN=client.example, resumed " + again);
          client.await(again ? "Reused, TLS" : "New, TLS");
          client.endInput();
          assertEquals(0, client.awaitEnd());
        }
      }
      assertEquals(0, listener.listener().statistics().failed());
    });
  }

  @Test
  void itsKeysChangeWithoutATurnAndLinesThatCameTogetherHaveOneEach() throws IOException {
    serving(listener -> {
      try (Program client = startClient(listener, "-tls1_3")) {
        client.type("one\ntwo\nthree\n");
        client.await("three from CN=client.example");
        client.type("K\n"); // A line that begins so is a command: to change keys, and ask us to.
        client.await("KEYUPDATE");
        client.type("four\n");
        client.await("four from CN=client.example");
      }
    });
  }
}
