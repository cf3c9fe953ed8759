package dev.fairlead.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.ForwardingByteStream;
import dev.fairlead.stream.Listener.Handler;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What fails as a connection is given up hides nothing of what came before. */
@ForEveryBackend
class UnclosableTransportTest extends ServingTls {

  private static final Duration SHORT = Duration.ofMillis(20);

  private final MemoryByteStreams.Pair ends = MemoryByteStreams.pair(65_536);
  private final ByteStream serverEnd = new Unclosable(ends.first());

  private static final class Unclosable extends ForwardingByteStream {
    Unclosable(ByteStream stream) {
      super(stream);
    }

    @Override
    public void closeForcefully() throws IOException {
      super.closeForcefully();
      throw new IOException("cannot be closed");
    }
  }

  @Test
  void theFailureOfAHandlerIsSeen() throws IOException {
    Handler<TlsStream> failing =
        stream -> {
          throw new IllegalStateException("a bug");
        };

    serving(
        ServingTls::echo,
        listener ->
            TaskGroup.run(group -> {
              group.startSoon(() -> TlsStream.wrapClient(ends.second(), "localhost", CLIENT));
              var thrown =
                  assertThrows(
                      IllegalStateException.class,
                      () -> listener.handshaking(failing).handle(serverEnd));
              assertEquals(List.of("cannot be closed"), suppressedBy(thrown));
            }));
  }

  @Test
  void theFailureOfAHookIsSeen() throws IOException {
    UnaryOperator<TlsListenerOptions> failing =
        o ->
            o.withFailureHook(failure -> {
              throw new IllegalStateException("a bug");
            });
    ends.second().close();

    serving(
        failing,
        ServingTls::echo,
        listener -> {
          var thrown =
              assertThrows(
                  IllegalStateException.class,
                  () -> listener.handshaking(ServingTls::echo).handle(serverEnd));
          assertEquals(List.of("cannot be closed"), suppressedBy(thrown));
        });
  }

  @Test
  void theCancellationOfAHandshakeEndsItsScope() throws IOException {
    CancelScope scope = CancelScope.moveOnAfter(SHORT);

    serving(
        ServingTls::echo,
        listener -> scope.run(() -> listener.handshaking(ServingTls::echo).handle(serverEnd)));

    assertTrue(scope.cancelledCaught());
  }

  @Test
  void theCancellationOfACloseEndsItsScope() throws Exception {
    TlsServerContext patient = Peers.server(o -> o.withCloseTimeout(Duration.ofHours(1)));
    CancelScope scope = CancelScope.moveOnAfter(SHORT);

    TaskGroup.run(group -> {
      group.startSoon(() -> TlsStream.wrapClient(ends.second(), "localhost", CLIENT));
      TlsStream stream = TlsStream.wrapServer(serverEnd, patient);
      scope.run(stream::close); // The client never says that it is done.
    });

    assertTrue(scope.cancelledCaught());
  }

  private static List<String> suppressedBy(Throwable failure) {
    return Arrays.stream(failure.getSuppressed()).map(Throwable::getMessage).toList();
  }
}
