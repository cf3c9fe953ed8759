package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.ServeOptions;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.tls.TlsListenerOptions.Farewell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said over TLS to clients whose handler was cancelled. */
@ForEveryBackend
class TlsFarewellTest extends ServingTls {

  // Any task.
  private final List<Exception> failures = Collections.synchronizedList(new ArrayList<>());

  /** How a listener serves; each echoes. */
  enum Way {
    IN_TASKS {
      @Override
      void serve(TlsTcpListener listener, UnaryOperator<ServeOptions> options) throws IOException {
        listener.serve(ServingTls::echo, options);
      }
    },
    BY_TURNS {
      @Override
      void serve(TlsTcpListener listener, UnaryOperator<ServeOptions> options) throws IOException {
        listener.serveByTurns(
            stream ->
                () -> {
                  stream.send(stream.receive());
                  return true;
                },
            options);
      }
    },
    /** As a turn that waits, so that it is cancelled. */
    IN_A_LONG_TURN {
      @Override
      void serve(TlsTcpListener listener, UnaryOperator<ServeOptions> options) throws IOException {
        listener.serveByTurns(
            stream ->
                () -> {
                  echo(stream);
                  return false;
                },
            options);
      }
    },
    /** As a handler that waits before its first turn. */
    AT_THE_BEGINNING {
      @Override
      void serve(TlsTcpListener listener, UnaryOperator<ServeOptions> options) throws IOException {
        listener.serveByTurns(
            stream -> {
              echo(stream);
              return () -> false;
            },
            options);
      }
    };

    abstract void serve(TlsTcpListener listener, UnaryOperator<ServeOptions> options)
        throws IOException;
  }

  private void serving(Way way, Farewell farewell, Steps test) throws IOException {
    try (var listener = listener(SERVER, o -> o.withFarewell(Duration.ofSeconds(5), farewell))) {
      TaskGroup.run(group -> {
        group.startSoon(() ->
            way.serve(
                listener, o -> o.withFailureHook(failure -> failures.add(failure.failure()))));
        test.run(listener);
        group.cancel();
      });
    }
  }

  private static void sayBye(TlsStream stream) throws IOException {
    stream.send("bye".getBytes(UTF_8));
  }

  private static TlsStream greeted(TlsTcpListener listener) throws IOException {
    TlsStream client = connectTo(listener);
    client.send("ping".getBytes(UTF_8));
    assertEquals("ping", new String(client.receive(), UTF_8));
    return client;
  }

  private static String rest(TlsStream client) throws IOException {
    var rest = new ByteArrayOutputStream();
    for (byte[] chunk : client) {
      rest.write(chunk);
    }
    return rest.toString(UTF_8);
  }

  @ParameterizedTest
  @EnumSource
  void aDrainSaysItAndThenTheGoodbyeOfTls(Way way) throws IOException {
    serving(
        way,
        TlsFarewellTest::sayBye,
        listener -> {
          TlsStream client = greeted(listener);
          TaskGroup.run(group -> {
            group.startSoon(() -> listener.drain(Duration.ofMillis(10)));
            assertEquals("bye", rest(client));
            client.close();
          });
          assertEquals(TlsEnd.CLEAN, client.end());
        });
    assertEquals(List.of(), failures);
  }

  @ParameterizedTest
  @EnumSource
  void aServerThatIsCancelledSaysItToo(Way way) throws IOException {
    try (var listener =
        listener(SERVER, o -> o.withFarewell(Duration.ofSeconds(5), TlsFarewellTest::sayBye))) {
      TaskGroup.run(group -> {
        var server = group.startSoon(() -> way.serve(listener, UnaryOperator.identity()));
        try (TlsStream client = greeted(listener)) {
          server.cancel();
          assertEquals("bye", rest(client));
        }
      });
      assertEquals(0, listener.listener().statistics().failed());
      assertEquals(0, listener.listener().statistics().active());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoEndsByItselfHearsNoFarewell(Way way) throws IOException {
    serving(
        way,
        stream -> failures.add(new IllegalStateException("said to " + stream)),
        listener -> {
          greeted(listener).close();
          awaitNone(listener);
        });
    assertEquals(List.of(), failures);
  }

  private static void awaitNone(TlsTcpListener listener) {
    while (listener.listener().statistics().active() > 0) {
      Fairlead.sleep(Duration.ofMillis(1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFarewellThatFailsIsAFailureOfTheHandlerAndLeavesNoGoodbye(Way way) throws IOException {
    serving(
        way,
        stream -> {
          throw new IllegalStateException("on purpose");
        },
        listener -> {
          TlsStream client = greeted(listener);
          TaskGroup.run(group -> {
            group.startSoon(() -> listener.drain(Duration.ofMillis(10)));
            assertThrows(BrokenResourceException.class, () -> client.receive());
            client.close();
          });
        });
    assertEquals(1, failures.size());
    assertEquals("on purpose", failures.getFirst().getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void aFarewellThatWaitsIsLeftAfterItsTime(Way way) throws IOException {
    try (var listener =
        listener(
            SERVER,
            o -> o.withFarewell(Duration.ofMillis(20), stream -> Fairlead.sleepForever()))) {
      TaskGroup.run(group -> {
        group.startSoon(() -> way.serve(listener, UnaryOperator.identity()));
        TlsStream client = greeted(listener);
        group.startSoon(() -> listener.drain(Duration.ofMillis(10)));
        assertThrows(BrokenResourceException.class, () -> client.receive()); // Not all was said.
        client.close();
      });
      assertEquals(0, listener.listener().statistics().active());
    }
  }

  @Test
  void theFarewellOfServeOptionsIsRefusedInsteadOfBeingSaidBelowTls() throws IOException {
    try (var listener = listener(SERVER, UnaryOperator.identity())) {
      for (Way way : Way.values()) {
        var refused =
            assertThrows(
                IllegalArgumentException.class,
                () ->
                    way.serve(listener, o -> o.withFarewell(Duration.ofSeconds(1), stream -> {})));
        assertEquals(
            "this farewell, of up to PT1S, would be said below TLS; choose it in the"
                + " TlsListenerOptions of the listener, whose withFarewell is said over TLS",
            refused.getMessage());
      }
      TaskGroup.run(group ->
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  listener.serve(
                      group,
                      ServingTls::echo,
                      o -> o.withFarewell(Duration.ofSeconds(1), stream -> {}))));
    }
  }

  @Test
  void aFarewellNeedsATimeThatIsNotNegative() {
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> TlsListenerOptions.defaults().withFarewell(Duration.ofSeconds(-1), s -> {}));
    assertEquals("the limit of a farewell must not be negative: PT-1S", refused.getMessage());
  }
}
