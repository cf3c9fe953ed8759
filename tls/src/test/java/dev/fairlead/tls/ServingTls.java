package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketAttribute;
import dev.fairlead.net.SocketStream;
import dev.fairlead.stream.Listener.Handler;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.tls.TlsHandshakeException.Reason;
import dev.fairlead.tls.TlsListenerOptions.FailedHandshake;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** A listener that serves while a test does something with it, and what failed meanwhile. */
abstract class ServingTls {

  static final TlsServerContext SERVER = Peers.server(UnaryOperator.identity());
  static final TlsClientContext CLIENT = Peers.client(UnaryOperator.identity());

  // Any task.
  final List<SocketAddress> remotes = Collections.synchronizedList(new ArrayList<>());
  final MemoryObjectStreams.Pair<Exception> failed = MemoryObjectStreams.create(100);

  /** What a test does with a listener that serves. */
  interface Steps {
    void run(TlsTcpListener listener) throws Exception;
  }

  void serving(Handler<TlsStream> handler, Steps test) throws IOException {
    serving(UnaryOperator.identity(), handler, test);
  }

  void serving(UnaryOperator<TlsListenerOptions> options, Handler<TlsStream> handler, Steps test)
      throws IOException {
    serving(SERVER, options, handler, test);
  }

  void serving(
      TlsServerContext context,
      UnaryOperator<TlsListenerOptions> options,
      Handler<TlsStream> handler,
      Steps test)
      throws IOException {
    try (var listener = listener(context, options)) {
      TaskGroup.run(group -> {
        group.startSoon(() -> listener.serve(handler));
        test.run(listener);
        group.cancel();
      });
    }
  }

  TlsTcpListener listener(TlsServerContext context, UnaryOperator<TlsListenerOptions> options)
      throws IOException {
    return new TlsTcpListener(
        Net.createTcpListener(0), context, o -> options.apply(o.withFailureHook(this::note)));
  }

  private void note(FailedHandshake failure) {
    remotes.add(failure.transport().attribute(SocketAttribute.REMOTE_ADDRESS));
    try {
      failed.send().trySend(failure.failure());
    } catch (BrokenResourceException e) {
      throw new AssertionError("nobody closes the other end", e);
    }
  }

  Reason nextReason() throws IOException {
    return assertInstanceOf(TlsHandshakeException.class, failed.receive().receive()).reason();
  }

  static void echo(TlsStream stream) throws IOException {
    for (byte[] chunk : stream) {
      stream.send(chunk);
    }
  }

  static TlsStream connectTo(TlsTcpListener listener) throws IOException {
    return Tls.connect("127.0.0.1", listener.port(), CLIENT);
  }

  static SocketStream connectPlainTo(TlsTcpListener listener) throws IOException {
    return Net.connectTcp("127.0.0.1", listener.port());
  }

  static void assertWorks(TlsTcpListener listener) throws IOException {
    try (TlsStream client = connectTo(listener)) {
      client.send("ping".getBytes(UTF_8));
      assertEquals("ping", new String(client.receive(), UTF_8));
    }
  }
}
