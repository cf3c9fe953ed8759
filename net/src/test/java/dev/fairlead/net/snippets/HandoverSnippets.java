package dev.fairlead.net.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.HandoverListener;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketStream;
import dev.fairlead.sync.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HandoverSnippets {

  private final Set<String> readings = Collections.synchronizedSet(new TreeSet<>());
  private final Event complete = new Event();

  @Test
  void devicesThatReportNowAndThen() throws IOException {
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          var network = Net.createTcpListener(0);
          var count = new AtomicInteger();
          group.startSoon(() ->
              network.serve(
                  stream -> stream.send(("reading " + count.incrementAndGet()).getBytes(UTF_8))));
          int port = network.port();
          List<String> hosts = List.of("localhost", "127.0.0.1");
          // @start region="devices"
          var devices = HandoverListener.<SocketStream>create();
          group.startSoon(() ->
              devices.serveByTurns(
                  device ->
                      () -> {
                        note(device.receive());
                        return true;
                      },
                  o -> o.withSilenceLimit(Duration.ofMinutes(5))));
          for (String host : hosts) {
            devices.handOver(Net.connectTcp(host, port));
          }
          // @end
          complete.await();
          devices.drain(Duration.ofSeconds(5));
          group.cancel();
        }));
    assertEquals(Set.of("reading 1", "reading 2"), readings);
  }

  private void note(byte[] reading) {
    readings.add(new String(reading, UTF_8));
    if (readings.size() == 2) {
      complete.set();
    }
  }
}
