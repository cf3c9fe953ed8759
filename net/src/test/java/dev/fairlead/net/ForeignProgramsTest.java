package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The other side of each connection is a program that was written by others. */
@ForEveryBackend
@Tag("programs")
@NeedsRealSystem
class ForeignProgramsTest {

  private static void echo(SocketStream stream) throws IOException {
    for (byte[] chunk : stream) {
      stream.send(chunk);
    }
  }

  /** What is done with a port on which an echo server listens. */
  @FunctionalInterface
  private interface Client {
    void run(String port) throws Exception;
  }

  private static void withEchoServer(Client client) throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() -> listener.serve(ForeignProgramsTest::echo));
        client.run(String.valueOf(listener.port()));
        listener.drain(Duration.ofSeconds(5));
      });
    }
  }

  @Test
  void socatIsEchoed() throws IOException {
    withEchoServer(port ->
        assertEquals(
            "hello\n", Programs.run("hello\n", "socat", "-t", "10", "-", "TCP:127.0.0.1:" + port)));
  }

  @Test
  void netcatIsEchoed() throws IOException {
    withEchoServer(
        port -> assertEquals("hello\n", Programs.run("hello\n", "nc", "-N", "127.0.0.1", port)));
  }

  @Test
  void anAsyncioClientIsEchoed() throws IOException {
    String program =
        """
        import asyncio, sys
        async def main():
            reader, writer = await asyncio.open_connection('127.0.0.1', int(sys.argv[1]))
            data = bytes(range(256)) * 4000
            async def send():
                writer.write(data); await writer.drain(); writer.write_eof()
            _, back = await asyncio.gather(send(), reader.read(-1))
            print(back == data)
        asyncio.run(main())
        """;
    withEchoServer(
        port -> assertEquals("True\n", Programs.run("", "python3", "-c", program, port)));
  }

  @Test
  void curlGetsItsPage() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      TaskGroup.run(group -> {
        group.startSoon(() -> listener.serve(ForeignProgramsTest::answerRequest));
        String url = "http://127.0.0.1:" + listener.port() + "/";
        assertEquals("a page", Programs.run("", "curl", "-s", "--max-time", "10", url));
        listener.drain(Duration.ofSeconds(5));
      });
    }
  }

  private static void answerRequest(SocketStream stream) throws IOException {
    var request = new StringBuilder();
    while (request.indexOf("\r\n\r\n") < 0) {
      request.append(new String(stream.receive(), UTF_8));
    }
    stream.send("HTTP/1.0 200 OK\r\nContent-Length: 6\r\n\r\na page".getBytes(UTF_8));
  }

  @Test
  void aServerInPythonEchoes() throws Exception {
    String program =
        """
        import socket
        with socket.create_server(('127.0.0.1', 0)) as s:
            print(s.getsockname()[1], flush=True)
            c, _ = s.accept()
            while data := c.recv(4096):
                c.sendall(data)
        """;
    Process server = Programs.start("python3", "-c", program);
    try {
      int port = Integer.parseInt(Programs.lineOf(server));
      try (var stream = Net.connectTcp("127.0.0.1", port)) {
        stream.send("over to Python".getBytes(UTF_8));
        stream.sendEof();
        assertEquals("over to Python", new String(Streams.all(stream), UTF_8));
      }
    } finally {
      Programs.end(server);
    }
  }

  @Test
  void socatIsEchoedOverAUnixSocket(@TempDir Path directory) throws IOException {
    Path path = directory.resolve("s");
    try (var listener = Net.createUnixListener(path)) {
      TaskGroup.run(group -> {
        group.startSoon(() -> listener.serve(ForeignProgramsTest::echo));
        assertEquals(
            "hello\n", Programs.run("hello\n", "socat", "-t", "10", "-", "UNIX-CONNECT:" + path));
        listener.drain(Duration.ofSeconds(5));
      });
    }
  }

  @Test
  void aDatagramOfPythonIsAnswered() throws IOException {
    String program =
        """
        import socket, sys
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        s.settimeout(10)
        s.sendto(b'ping', ('127.0.0.1', int(sys.argv[1])))
        print(s.recv(100).decode())
        """;
    try (var socket = Net.createUdpSocket(o -> o.withLocalHost("127.0.0.1"))) {
      TaskGroup.run(group -> {
        group.startSoon(() -> socket.send(socket.receive()));
        assertEquals(
            "ping\n", Programs.run("", "python3", "-c", program, String.valueOf(socket.port())));
      });
    }
  }
}
