package dev.fairlead.stream.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.Listener;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.stream.MultiListener;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

class MultiListenerSnippets {

  private final AtomicInteger served = new AtomicInteger();
  private final CancelScope scope = CancelScope.create();

  private record OneConnection() implements Listener<ByteStream> {
    @Override
    public void serve(TaskGroup group, Handler<? super ByteStream> handler) {
      group.startSoon(() -> handler.handle(MemoryByteStreams.pair(100).first()));
      Fairlead.sleepForever();
    }

    @Override
    public void close() {}
  }

  private void greet(ByteStream connection) {
    assertEquals("memory", connection.toString().substring(0, 6));
    if (served.incrementAndGet() == 2) {
      scope.cancel();
    }
  }

  @ForEveryBackend
  void serve() throws Exception {
    Listener<ByteStream> ipv4 = new OneConnection();
    Listener<ByteStream> ipv6 = new OneConnection();
    scope.run(() -> {
      // @start region="serve"
      try (var both = new MultiListener<>(List.of(ipv4, ipv6))) {
        both.serve(connection -> greet(connection));
      }
      // @end
    });
    assertEquals(2, served.get());
  }

  @ForEveryBackend
  void handler() throws Exception {
    Listener<ByteStream> listener = new OneConnection();
    scope.run(() -> {
      // @start region="handler"
      Listener.Handler<ByteStream> handler =
          connection -> {
            try (connection) {
              connection.send("welcome".getBytes(UTF_8));
            } finally {
              scope.cancel("one guest is enough");
            }
          };
      listener.serve(handler); // a task for each connection
      // @end
    });
    assertEquals(true, scope.cancelledCaught());
  }
}
