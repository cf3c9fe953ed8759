package dev.fairlead.net;

import static dev.fairlead.net.DescriptorPair.passed;
import static dev.fairlead.net.Streams.assertConnected;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Sockets that are open here, handed to somebody who goes on with them. */
@ForEveryBackend
@EnabledOnOs(OS.LINUX)
@NeedsRealSystem
class HandoverTest {

  @TempDir Path directory;

  @Test
  void aLiveTcpConnectionGoesOnWhereItWasSent() throws IOException {
    try (var pair = TcpPair.open()) {
      assertConnected(pair.here(), pair.there());
      Descriptor passed = passed(Descriptor.of(pair.here()));
      pair.here().close();

      try (var moved = passed.toStream()) {
        assertConnected(moved, pair.there());
        assertEquals(pair.there().localAddress(), moved.remoteAddress());
      }
      assertThrows(EndOfStreamException.class, () -> pair.there().receive());
    }
  }

  @Test
  void aTcpConnectionThatWasTakenOverIsResetByAborting() throws IOException {
    try (var pair = TcpPair.open()) {
      SocketStream moved = passed(Descriptor.of(pair.here())).toStream();
      pair.here().close();

      moved.abort();

      assertThrows(BrokenResourceException.class, () -> pair.there().receive());
      assertThrows(ClosedResourceException.class, () -> moved.receive());
    }
  }

  @Test
  void aLiveTcpListenerGoesOnWhereItWasSent() throws IOException {
    for (String host : List.of("127.0.0.1", "::1", "::")) {
      var listener = Net.createTcpListener(0, o -> o.withLocalHost(host));
      Descriptor passed = passed(Descriptor.of(listener));
      listener.close();

      try (var moved = passed.toListener();
          var client = Net.connectTcp(host, listener.port());
          var server = moved.accept()) {
        assertConnected(client, server);
      }
    }
  }

  /** Accepts on a listener it is sent, answers, and sends the connection back. */
  private static final String WORKER =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1])
      message, fds, flags, address = socket.recv_fds(s, 100, 3)
      listener = socket.socket(fileno=fds[0]); listener.setblocking(True)
      connection, address = listener.accept()
      connection.sendall(b'served by python, ')
      udp = socket.socket(fileno=fds[1]); udp.setblocking(True)
      data, address = udp.recvfrom(100)
      udp.sendto(data.upper(), address)
      socket.send_fds(s, [b'done'], [connection.fileno()])
      """;

  @Test
  void aListenerADatagramSocketAndAConnectionGoThroughAnotherProcess() throws Exception {
    Path path = directory.resolve("worker");
    try (var worker = Net.createUnixListener(UnixAddress.of(path), o -> o.withDescriptors())) {
      TaskGroup.run(group -> {
        var output = group.startSoon(() -> Programs.run("", "python3", "-c", WORKER, path + ""));
        var listener = Net.createTcpListener(0);
        var udp = Net.createUdpSocket(o -> o.withLocalHost("127.0.0.1"));
        try (var python = worker.accept()) {
          try (var first = Descriptor.of(listener);
              var second = Descriptor.of(udp)) {
            python.sendFds(new byte[1], List.of(first, second));
          }
          listener.close();
          udp.close();
          try (var client = Net.connectTcp("127.0.0.1", listener.port());
              var sender = Net.createConnectedUdpSocket("127.0.0.1", udp.port())) {
            assertEquals("served by python, ", new String(client.receive(), UTF_8));
            sender.send("datagram".getBytes(UTF_8));
            assertEquals("DATAGRAM", new String(sender.receive(), UTF_8));
            try (var back = python.receiveFds(10, 1).descriptors().getFirst().toStream()) {
              assertConnected(back, client);
            }
          }
        }
        assertEquals("", output.await());
      });
    }
  }
}
