package dev.fairlead.net.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.net.Datagram;
import dev.fairlead.net.Net;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class UdpSnippets {

  @Test
  void aDatagramAndItsAnswer() throws IOException {
    var answer = new StringBuilder();
    Fairlead.run(() -> {
      // @start region="udp"
      try (var server = Net.createUdpSocket(o -> o.withLocalHost("localhost"));
          var client = Net.createConnectedUdpSocket("localhost", server.port())) {
        client.send("ping".getBytes(UTF_8));
        Datagram received = server.receive();
        server.sendTo("pong".getBytes(UTF_8), received.address());
        answer.append(new String(client.receive(), UTF_8));
      }
      // @end
    });
    assertEquals("pong", answer.toString());
  }
}
