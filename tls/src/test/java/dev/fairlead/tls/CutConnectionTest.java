package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.TcpListener;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.tls.CuttingProxy.Cut;
import dev.fairlead.tls.TlsHandshakeException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Connections to programs of others that somebody in between cuts, between any two records of
 * either side and inside each: a clear error, in bounded time, and nothing stays open.
 */
@NeedsRealThreads
@Timeout(60) // Five seconds at most, but for machines that do much else.
@ForEveryBackend(
    except = {"carrier", "simulated"},
    seconds = 50)
class CutConnectionTest {

  private static final Duration LONG = Duration.ofSeconds(15);
  private static final List<Boolean> BOTH = List.of(true, false);

  // A hello, the end of the handshake, and a line.
  private static final int FEWEST_RECORDS = 3;

  private static final String PYTHON =
      """
      import socket, ssl, sys
      version = getattr(ssl.TLSVersion, sys.argv[1].replace(".", "_"))
      def limited(context):
          context.minimum_version = context.maximum_version = version
          return context
      def attempt(connection):
          try:
              connection()
          except TimeoutError:
              print("stalled", flush=True)
          except OSError:
              pass
      """;

  private static final String PYTHON_SERVER =
      PYTHON
          + """
          context = limited(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER))
          context.load_cert_chain("server.crt", "server.key")
          listener = socket.create_server(("127.0.0.1", 0))
          print("ACCEPT 127.0.0.1:%d" % listener.getsockname()[1], flush=True)
          def serve():
              raw = listener.accept()[0]
              raw.settimeout(15)
              with context.wrap_socket(raw, server_side=True) as stream:
                  if stream.recv(4):
                      stream.sendall(b"cba\\n")
                      stream.recv(1)
          while True:
              attempt(serve)
          """;

  private static final String PYTHON_CLIENT =
      PYTHON
          + """
          context = limited(ssl.create_default_context(cafile="ca.crt"))
          def ask():
              raw = socket.create_connection(("127.0.0.1", int(port)), 15)
              with context.wrap_socket(raw, server_hostname="localhost") as stream:
                  stream.sendall(b"abc\\n")
                  while stream.recv(4):
                      pass
          for port in sys.stdin:
              attempt(ask)
          """;

  @TempDir static Path directory;

  @BeforeAll
  static void writeFiles() throws IOException {
    Program.assumeThereIs("openssl");
    Program.assumeThereIs("python3");
    PeerFiles.writeTo(directory);
    Files.writeString(directory.resolve("server.py"), PYTHON_SERVER);
    Files.writeString(directory.resolve("client.py"), PYTHON_CLIENT);
  }

  /** One connection through a proxy that may cut it. */
  private interface Connection {
    /** Returns whether there was anything to cut at this place. */
    boolean isCut(Cut cut) throws Exception;
  }

  private static void atEveryPlace(Connection connection) throws Exception {
    for (boolean ofServer : BOTH) {
      for (boolean inside : BOTH) {
        assertTrue(cutsAlong(connection, ofServer, inside, true) >= FEWEST_RECORDS);
        assertTrue(cutsAlong(connection, ofServer, inside, false) >= FEWEST_RECORDS);
      }
    }
  }

  /** Cuts after one record more each time, until there are no more. */
  private static int cutsAlong(
      Connection connection, boolean ofServer, boolean inside, boolean reset) throws Exception {
    int record = 0;
    boolean some = true;
    while (some) {
      var cut = new Cut(ofServer, record++, inside, reset);
      some = CancelScope.failAfter(LONG).call(() -> connection.isCut(cut));
    }
    return record - 1;
  }

  /** What one side of ours does with its connection. */
  private interface Side {
    void talk() throws IOException;
  }

  /** Lets our side talk until it has done so or failed, and looks whether its error is clear. */
  private static boolean endsWell(Side ours) throws IOException {
    try {
      ours.talk();
      return true;
    } catch (TlsHandshakeException e) {
      assertEquals(Reason.PEER_GONE, e.reason(), e::toString);
      assertTrue(e.getMessage().contains("before"), e::toString);
    } catch (BrokenResourceException e) {
      assertFalse(e.getMessage().isBlank(), e::toString);
    }
    return false;
  }

  private static boolean isCut(TcpListener front, int port, Cut cut) throws IOException {
    try (SocketStream client = front.accept();
        SocketStream server = Net.connectTcp("127.0.0.1", port)) {
      return CuttingProxy.pass(client, server, cut);
    }
  }

  // ---- we are the client

  private static String[] serverCommand(String program, String protocol) {
    return program.equals("python3")
        ? new String[] {program, "server.py", protocol}
        : ("openssl s_server -accept 127.0.0.1:0 -cert server.crt -key server.key -rev -"
                + flag(protocol))
            .split(" ");
  }

  private static String flag(String protocol) {
    return protocol.replace("TLSv", "tls").replace('.', '_');
  }

  private static void ask(int port, String protocol) throws IOException {
    var context = Peers.client(Peers.clientOf(protocol));
    try (TlsStream stream = Tls.connect("127.0.0.1", port, context)) {
      stream.send("abc\n".getBytes(UTF_8));
      var answer = new StringBuilder();
      while (answer.length() < 4) {
        answer.append(new String(stream.receive(), UTF_8));
      }
      assertEquals("cba\n", answer.toString());
    }
  }

  private static boolean cutAsClient(int serverPort, String protocol, Cut cut) throws IOException {
    try (TcpListener front = Net.createTcpListener(0)) {
      return TaskGroup.call(group -> {
        var proxy = group.startSoon(() -> isCut(front, serverPort, cut));
        boolean well = endsWell(() -> ask(front.port(), protocol));
        boolean wasCut = proxy.await();
        assertTrue(well || wasCut, cut::toString);
        return wasCut;
      });
    }
  }

  @ParameterizedTest
  @CsvSource({"openssl, TLSv1.2", "openssl, TLSv1.3", "python3, TLSv1.2", "python3, TLSv1.3"})
  void ofAClient(String program, String protocol) throws Exception {
    try (Program server = Program.start(directory, serverCommand(program, protocol))) {
      int port = Integer.parseInt(server.await("ACCEPT 127.0.0.1:(\\d+)"));

      atEveryPlace(cut -> cutAsClient(port, protocol, cut));

      ask(port, protocol);
      assertFalse(server.output().contains("stalled"), server.output());
    }
  }

  // ---- we are the server

  private static void answer(TcpListener listener) throws IOException {
    try (SocketStream transport = listener.accept();
        TlsStream stream = TlsStream.wrapServer(transport, ServingTls.SERVER)) {
      assertEquals("abc\n", new String(stream.receive(), UTF_8));
      stream.send("cba\n".getBytes(UTF_8));
    }
  }

  private static boolean cutAsServer(TcpListener front, TcpListener listener, Cut cut) {
    return TaskGroup.call(group -> {
      var proxy = group.startSoon(() -> isCut(front, listener.port(), cut));
      boolean well = endsWell(() -> answer(listener));
      boolean wasCut = proxy.await();
      assertTrue(well || wasCut, cut::toString);
      return wasCut;
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void ofAServerForPython(String protocol) throws Exception {
    try (TcpListener front = Net.createTcpListener(0);
        TcpListener listener = Net.createTcpListener(0);
        Program client = Program.start(directory, "python3", "client.py", protocol)) {
      atEveryPlace(cut -> {
        client.type(front.port() + "\n");
        return cutAsServer(front, listener, cut);
      });

      client.endInput();
      assertEquals(0, client.awaitEnd());
      assertFalse(client.output().contains("stalled"), client.output());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void ofAServerForOpenSsl(String protocol) throws Exception {
    try (TcpListener front = Net.createTcpListener(0);
        TcpListener listener = Net.createTcpListener(0)) {
      String command =
          "echo abc | openssl s_client -connect 127.0.0.1:"
              + front.port()
              + " -CAfile ca.crt -quiet -"
              + flag(protocol);
      atEveryPlace(cut -> {
        try (Program client = Program.start(directory, "sh", "-c", command)) {
          boolean wasCut = cutAsServer(front, listener, cut);
          client.awaitEnd();
          return wasCut;
        }
      });
    }
  }
}
