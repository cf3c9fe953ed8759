package dev.fairlead.net.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Descriptor;
import dev.fairlead.net.Net;
import dev.fairlead.net.PeerCredentials;
import dev.fairlead.net.ReceivedDescriptors;
import dev.fairlead.net.UnixAddress;
import dev.fairlead.net.UnixConnectable;
import dev.fairlead.net.UnixDatagram;
import dev.fairlead.net.UnixSocketStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class UnixSnippets {

  @Test
  void datagrams(@TempDir Path directory) throws IOException {
    var log = new StringBuilder();
    Fairlead.run(() -> {
      // @start region="datagrams"
      Path path = directory.resolve("log");
      try (var server = Net.createUnixDatagramSocket(o -> o.withLocalPath(path));
          var client = Net.createUnixDatagramSocket()) {
        client.sendTo("started".getBytes(UTF_8), UnixAddress.of(path));
        log.append(new String(server.receive().data(), UTF_8));
      }
      // @end
    });
    assertEquals("started", log.toString());
  }

  @Test
  void connectedDatagrams() throws IOException {
    var name = "fairlead-snippet-" + System.nanoTime();
    var log = new StringBuilder();
    Fairlead.run(() -> {
      // @start region="connected-datagrams"
      var address = UnixAddress.abstractName(name);
      try (var server = Net.createUnixDatagramSocket(o -> o.withLocalAddress(address));
          var client = Net.createConnectedUnixDatagramSocket(address)) {
        client.send("one".getBytes(UTF_8));
        log.append(new String(server.receive().data(), UTF_8));
      }
      // @end
    });
    assertEquals("one", log.toString());
  }

  @Test
  void descriptors(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "content");
    var address = UnixAddress.of(directory.resolve("socket"));
    var read = new StringBuilder();
    Fairlead.run(() -> {
      try (var listener = Net.createUnixListener(address, o -> o.withDescriptors())) {
        TaskGroup.run(group -> {
          group.startSoon(() -> {
            // @start region="descriptors"
            try (var stream = Net.connectUnix(address, o -> o.withDescriptors());
                var in = new FileInputStream(file.toFile());
                var descriptor = Descriptor.of(in.getFD())) {
              stream.sendFds("read this".getBytes(UTF_8), List.of(descriptor));
            }
            // @end
          });
          try (var stream = listener.accept();
              var received = stream.receiveFds(100, 1);
              var channel = received.descriptors().get(0).toFileChannel()) {
            var buffer = ByteBuffer.allocate(100);
            channel.read(buffer);
            read.append(UTF_8.decode(buffer.flip()));
          }
        });
      }
    });
    assertEquals("content", read.toString());
  }

  @Test
  void pair() throws IOException {
    var answer = new StringBuilder();
    Fairlead.run(() -> {
      // @start region="pair"
      try (var pair = Net.createUnixSocketPair()) {
        pair.first().send("ping".getBytes(UTF_8));
        byte[] ping = pair.second().receive();
        // @end
        answer.append(new String(ping, UTF_8));
      }
    });
    assertEquals("ping", answer.toString());
  }

  @Test
  void inherited() throws IOException {
    Fairlead.run(() -> {
      // @start region="inherited"
      List<Descriptor> inherited = Net.inheritedDescriptors();
      try (var listener =
          inherited.isEmpty() ? Net.createTcpListener(0) : inherited.get(0).toListener()) {
        // serve
        // @end
        assertTrue(listener.toString().contains("listening"));
      }
    });
  }

  @Test
  void aListenerForOneUser(@TempDir Path directory) throws IOException {
    Fairlead.run(() -> {
      Path path = directory.resolve("control");
      // @start region="listen"
      var address = UnixAddress.of(path);
      try (var listener = Net.createUnixListener(address, o -> o.withMode("rw-------"));
          var client = new UnixConnectable(path).connect();
          UnixSocketStream server = listener.accept()) {
        server.send("welcome".getBytes(UTF_8));
        byte[] greeting = client.receive();
        // @end
        assertEquals("welcome", new String(greeting, UTF_8));
      }
    });
  }

  @Test
  void whoIsThere(@TempDir Path directory) throws IOException {
    var address = UnixAddress.of(directory.resolve("socket"));
    Fairlead.run(() -> {
      try (var listener = Net.createUnixListener(address, o -> o.withDescriptors())) {
        // @start region="credentials"
        try (var stream = Net.connectUnix(address, o -> o.withDescriptors())) {
          PeerCredentials peer = stream.peerCredentials();
          long process = peer.pid().orElseThrow();
          // @end
          assertEquals(ProcessHandle.current().pid(), process);
        }
        listener.accept().close();
      }
    });
  }

  @Test
  void whatCameWithAMessage(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "content");
    Fairlead.run(() -> {
      try (var pair = Net.createUnixSocketPair(o -> o.withDescriptors());
          var in = new FileInputStream(file.toFile());
          var descriptor = Descriptor.of(in.getFD())) {
        pair.first().sendFds("a file".getBytes(UTF_8), List.of(descriptor));
        // @start region="receive-descriptors"
        try (ReceivedDescriptors received = pair.second().receiveFds(1_000, 1)) {
          for (Descriptor each : received.descriptors()) {
            try (FileChannel channel = each.toFileChannel()) {
              channel.read(ByteBuffer.allocate(100));
            }
          }
        } // closes what was not made into something
        // @end
      }
    });
  }

  @Test
  void datagramOptions(@TempDir Path directory) throws IOException {
    Fairlead.run(() -> {
      Path path = directory.resolve("log");
      // @start region="datagram-options"
      try (var server =
              Net.createUnixDatagramSocket(o -> o.withLocalPath(path).withMode("rw-------"));
          var client = Net.createUnixDatagramSocket()) {
        client.send(new UnixDatagram("started".getBytes(UTF_8), UnixAddress.of(path)));
        UnixDatagram received = server.receive();
        // @end
        assertEquals("started", new String(received.data(), UTF_8));
      }
    });
  }
}
