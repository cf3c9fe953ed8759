package dev.fairlead.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.net.ServerSocketFactory;

/** Answers each path with the same bytes, made of the JDK's own sockets; some paths never. */
final class WebServer implements AutoCloseable {

  private final ServerSocket socket;
  private final Map<String, String> answers;

  /** Is down after the first request for a path without an answer. */
  final CountDownLatch silent = new CountDownLatch(1);

  WebServer(ServerSocketFactory sockets, Map<String, String> answers) throws IOException {
    this.answers = answers;
    socket = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("web server").start(this::serve);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void serve() {
    while (true) {
      Socket connection;
      try {
        connection = socket.accept();
      } catch (IOException e) {
        return; // closed
      }
      Thread.ofVirtual().start(() -> answer(connection));
    }
  }

  private void answer(Socket connection) {
    try (connection) {
      var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8));
      String request = String.join("\n", linesUntilEmpty(in));
      String answer = answers.get(request.replaceFirst("(?s)^\\S+ (\\S+) .*", "$1"));
      if (answer == null) {
        silent.countDown();
        in.readLine(); // until the client has had enough
        return;
      }
      connection.getOutputStream().write(answer.replace("\n", "\r\n").getBytes(UTF_8));
      connection.getOutputStream().flush();
    } catch (IOException e) {
      return; // the client has hung up: what it has seen is the client's test
    }
  }

  private static List<String> linesUntilEmpty(BufferedReader in) throws IOException {
    var lines = new ArrayList<String>();
    String line = in.readLine();
    while (line != null && !line.isEmpty()) {
      lines.add(line);
      line = in.readLine();
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
