package dev.fairlead.net.internal.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.internal.TransportStream;
import dev.fairlead.net.spi.ListenerTransport;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What comes between the end of accepting and the end of listening. */
@ForEveryBackend
class LastAcceptTest {

  /** Who waits for a connection has no place: the only one is free for it. */
  @Test
  void aDrainAcceptsWhatHasComeMeanwhileIfThereIsAPlace() throws IOException {
    var handled = new AtomicInteger();
    try (var peers = Net.createTcpListener(0)) {
      SocketStream late = Net.connectTcp("127.0.0.1", peers.port());
      var listener = new TransportListener<>(List.of(acceptingAtTheEnd(late)), transport -> late);
      TaskGroup.run(group -> {
        group.startSoon(() ->
            listener.serve(stream -> handled.incrementAndGet(), o -> o.withMaxConnections(1)));
        Fairlead.awaitAllTasksBlocked();
        listener.drain(Duration.ofSeconds(5));
      });
    }
    assertEquals(1, handled.get());
  }

  /** A connection comes when the wait for one is cancelled. */
  private static ListenerTransport acceptingAtTheEnd(SocketStream late) {
    var below = new HandoverTransport<SocketStream>();
    return (ListenerTransport)
        Proxy.newProxyInstance(
            ListenerTransport.class.getClassLoader(),
            new Class<?>[] {ListenerTransport.class},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(below, arguments);
              } catch (InvocationTargetException e) {
                if (method.getName().equals("awaitConnection")) {
                  below.add(late, ((TransportStream) late).transport());
                }
                throw e.getCause();
              }
            });
  }
}
