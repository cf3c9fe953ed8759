package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.TaskGroup;
import java.io.IOException;

/** A listener to which a test hands over connections with a server that echoes. */
abstract class HandingOver {

  interface Steps {
    void run(TcpListener peers, HandoverListener<SocketStream> listener) throws Exception;
  }

  /** With a server that sends back whatever it is sent. */
  static void besideEchoes(Steps test) throws IOException {
    try (var peers = Net.createTcpListener(0);
        var listener = HandoverListener.<SocketStream>create()) {
      TaskGroup.run(group -> {
        group.startSoon(() -> peers.serve(EchoConnections::echo));
        test.run(peers, listener);
        group.cancel();
      });
    }
  }

  static SocketStream greeting(TcpListener peers) throws IOException {
    SocketStream stream = EchoConnections.connectTo(peers);
    stream.send("hello".getBytes(UTF_8));
    return stream;
  }
}
