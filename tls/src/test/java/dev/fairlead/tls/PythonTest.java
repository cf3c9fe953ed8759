package dev.fairlead.tls;

import static dev.fairlead.tls.Traffic.receive;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.net.Net;
import dev.fairlead.net.TcpListener;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Python's {@code ssl} module is the other side. */
@NeedsRealThreads
@ForEveryBackend(except = {"carrier", "simulated"})
class PythonTest {

  private static final String COMMON =
      """
      import socket, ssl, sys
      version = getattr(ssl.TLSVersion, sys.argv[1])
      def limited(context):
          context.minimum_version = context.maximum_version = version
          return context
      def receive(stream, size):
          data = b""
          while len(data) < size:
              data += stream.recv(size - len(data))
          return data
      """;

  private static final String CLIENT =
      COMMON
          + """
          context = limited(ssl.create_default_context(cafile="ca.crt"))
          raw = socket.create_connection(("127.0.0.1", int(sys.argv[2])))
          stream = context.wrap_socket(
              raw, server_hostname="localhost", suppress_ragged_eofs=False)
          """;

  private static final String SERVER =
      COMMON
          + """
          context = limited(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER))
          context.load_cert_chain("server.crt", "server.key")
          listener = socket.create_server(("127.0.0.1", 0))
          print("port", listener.getsockname()[1], flush=True)
          stream = context.wrap_socket(
              listener.accept()[0], server_side=True, suppress_ragged_eofs=False)
          """;

  @TempDir static Path directory;

  @BeforeAll
  static void writeFiles() throws IOException {
    Program.assumeThereIs("python3");
    PeerFiles.writeTo(directory);
  }

  /** What we do with the only connection. */
  private interface Steps {
    void run(Program python, TlsStream stream) throws Exception;
  }

  private static Program python(String script, String... arguments) throws IOException {
    Path file = Files.createTempFile(directory, "peer", ".py");
    Files.writeString(file, script);
    var command = new ArrayList<>(List.of("python3", file.toString()));
    command.addAll(Arrays.asList(arguments));
    return Program.start(directory, command.toArray(String[]::new));
  }

  private static void withClient(String script, String version, Steps steps) throws Exception {
    try (TcpListener listener = Net.createTcpListener(0);
        Program client = python(CLIENT + script, version, Integer.toString(listener.port()));
        TlsStream stream = TlsStream.wrapServer(listener.accept(), Peers.server(o -> o))) {
      steps.run(client, stream);
    }
  }

  private static void withServer(
      String script, String version, UnaryOperator<TlsClientOptions> options, Steps steps)
      throws Exception {
    try (Program server = python(SERVER + script, version)) {
      int port = Integer.parseInt(server.await("port (\\d+)"));
      try (TlsStream stream = Tls.connect("127.0.0.1", port, Peers.client(options))) {
        steps.run(server, stream);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1_2", "TLSv1_3"})
  void manyBytesGoBothWays(String version) throws Exception {
    String echo =
        """
        data = receive(stream, 300000)
        stream.sendall(data[::-1])
        stream.unwrap()
        print("done", flush=True)
        """;
    withServer(
        echo,
        version,
        o -> o,
        (python, stream) -> {
          byte[] data = new byte[300_000];
          data[0] = 1;
          data[299_999] = 2;
          stream.send(data);
          byte[] answer = receive(stream, data.length);
          assertEquals(2, answer[0]);
          assertEquals(1, answer[299_999]);

          assertThrows(EndOfStreamException.class, stream::receive);
          assertEquals(TlsEnd.CLEAN, stream.end());
          stream.close();
          python.await("done");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1_2", "TLSv1_3"})
  void theRaggedEndOfAServerIsAnError(String version) throws Exception {
    withServer(
        "stream.sendall(b'half of i'); receive(stream, 1); socket.socket.close(stream)\n",
        version,
        o -> o,
        (python, stream) -> {
          assertEquals("half of i", new String(receive(stream, 9), UTF_8));
          stream.send(new byte[1]);

          assertThrows(BrokenResourceException.class, stream::receive);
          assertEquals(TlsEnd.TRUNCATED, stream.end());
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1_2", "TLSv1_3"})
  void theRaggedEndOfAServerIsAnEndForWhoToleratesIt(String version) throws Exception {
    withServer(
        "stream.sendall(b'all of it'); receive(stream, 1); socket.socket.close(stream)\n",
        version,
        o -> o.withTruncation(TlsTruncation.TOLERANT),
        (python, stream) -> {
          assertEquals("all of it", new String(receive(stream, 9), UTF_8));
          stream.send(new byte[1]);

          assertEquals(-1, stream.receive(ByteBuffer.allocate(1)));
          assertEquals(TlsEnd.TRUNCATED, stream.end());
        });
  }

  private static final String HOW_IT_ENDS =
      """
      try:
          rest = stream.recv(100)
          print("ended" if rest == b"" else rest, flush=True)
      except ssl.SSLError as e:
          print("ragged", e.reason, flush=True)
      """;

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1_2", "TLSv1_3"})
  void ourGoodbyeIsAnEnd(String version) throws Exception {
    withClient(
        HOW_IT_ENDS,
        version,
        (python, stream) -> {
          stream.close();
          python.await("ended");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1_2", "TLSv1_3"})
  void ourForcefulCloseIsARaggedEnd(String version) throws Exception {
    withClient(
        HOW_IT_ENDS,
        version,
        (python, stream) -> {
          stream.closeForcefully();
          python.await("ragged UNEXPECTED_EOF_WHILE_READING");
        });
  }

  @Test
  void endingOneDirectionLeavesTheOtherOpen() throws Exception {
    withClient(
        HOW_IT_ENDS + "stream.sendall(b'the answer')\nreceive(raw, 0)\n",
        "TLSv1_3",
        (python, stream) -> {
          stream.sendEof();
          python.await("ended");
          assertEquals("the answer", new String(receive(stream, 10), UTF_8));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1_2", "TLSv1_3"})
  void unwrappingGoesBackToPlain(String version) throws Exception {
    String script =
        """
        assert receive(stream, 6) == b"secret"
        stream.sendall(b"understood")
        plain = stream.unwrap()
        plain.sendall(b"in plain")
        assert receive(plain, 5) == b"clear"
        print("done", flush=True)
        """;
    withClient(
        script,
        version,
        (python, stream) -> {
          stream.send("secret".getBytes(UTF_8));
          assertEquals("understood", new String(receive(stream, 10), UTF_8));
          TlsUnwrapped plain = stream.unwrap();

          var received = new ByteArrayOutputStream();
          received.writeBytes(plain.leftOver());
          while (received.size() < 8) {
            received.writeBytes(plain.transport().receive());
          }
          assertEquals("in plain", received.toString(UTF_8));
          plain.transport().send("clear".getBytes(UTF_8));
          python.await("done");
          plain.transport().close();
        });
  }

  @Test
  void bothSidesKnowTheSameChannelBinding() throws Exception {
    // Python has the binding of TLS 1.2 only, so what both can compute is the server's end point.
    String script =
        """
        import hashlib
        print("end", hashlib.sha256(stream.getpeercert(True)).hexdigest(), flush=True)
        receive(stream, 1)
        """;
    withClient(
        script,
        "TLSv1_3",
        (python, stream) -> {
          byte[] binding = stream.attribute(TlsAttributes.CHANNEL_BINDING_SERVER_END_POINT);
          assertEquals(HexFormat.of().formatHex(binding), python.await("end (\\w+)"));
          stream.send(new byte[1]);
        });
  }
}
