package dev.fairlead.tls;

import static dev.fairlead.tls.Contexts.CLIENT_CERTIFICATE;
import static dev.fairlead.tls.Contexts.identity;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.net.TurnHandler;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.tls.TlsHandshakeException.Reason;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a handshake has found out is known in turns. */
@ForEveryBackend
class TlsTurnFactsTest extends ServingTlsByTurns {

  /** Something that a stream knows. */
  private interface Fact {
    Object of(TlsStream stream);
  }

  private final AtomicInteger begun = new AtomicInteger();

  /** Answers every message with what the stream knows. */
  private void telling(TlsServerContext context, Fact fact, Steps test) throws IOException {
    TurnHandler<TlsStream> handler =
        stream -> {
          begun.incrementAndGet();
          return () -> {
            stream.receive();
            stream.send(fact.of(stream).toString().getBytes(UTF_8));
            return true;
          };
        };
    servingByTurns(context, handler, UnaryOperator.identity(), test);
  }

  private static String ask(TlsStream client) throws IOException {
    client.send("?".getBytes(UTF_8));
    return new String(client.receive(), UTF_8);
  }

  private static TlsServerContext demanding() {
    return Peers.server(
        o -> o.withClientAuthentication(TlsClientAuthentication.REQUIRED, Peers.TRUST));
  }

  private static TlsClientContext known(String protocol) {
    return Peers.client(
        o -> o.withProtocols(protocol).withIdentity(Peers.identity(CLIENT_CERTIFICATE)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aTurnKnowsWhoTheClientIs(String protocol) throws IOException {
    telling(
        demanding(),
        stream -> stream.attribute(TlsAttributes.PEER).subject(),
        listener -> {
          try (var client = Tls.connect("127.0.0.1", listener.port(), known(protocol))) {
            assertEquals("CN=client.example", ask(client));
            assertEquals("CN=client.example", ask(client));
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void whoShowsNoCertificateHasNoTurn(String protocol) throws IOException {
    var stranger = Peers.client(o -> o.withProtocols(protocol));
    telling(
        demanding(),
        stream -> "never",
        listener -> {
          assertThrows(
              IOException.class,
              () -> {
                try (var client = Tls.connect("127.0.0.1", listener.port(), stranger)) {
                  ask(client); // In TLS 1.3 a client hears of it only here.
                }
              });
          assertEquals(Reason.NO_CERTIFICATE, nextReason());
          assertEquals(0, begun.get());
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aTurnKnowsThatItsSessionWasResumedAndStillWhoTheClientIs(String protocol)
      throws IOException {
    TlsClientContext client = known(protocol);
    telling(
        demanding(),
        stream ->
            stream.attribute(TlsAttributes.SESSION_RESUMED)
                + " "
                + stream.attribute(TlsAttributes.PEER).subject(),
        listener -> {
          for (boolean again : new boolean[] {false, true, true}) {
            try (var stream = Tls.connect("127.0.0.1", listener.port(), client)) {
              assertEquals(again + " CN=client.example", ask(stream));
              assertEquals(again, stream.attribute(TlsAttributes.SESSION_RESUMED));
            }
          }
          assertEquals(2, listener.statistics().resumed());
        });
  }

  @Test
  void theNameThatIsAskedForChoosesTheCertificate() throws IOException {
    var context =
        TlsServerContext.create(
            o -> o.withIdentity(identity("one.example"), identity("two.example")));
    telling(
        context,
        stream -> stream.attribute(TlsAttributes.SERVER_NAME),
        listener -> {
          for (String name : new String[] {"two.example", "one.example"}) {
            try (var client = TlsStream.wrapClient(connectPlainTo(listener), name, CLIENT)) {
              assertEquals(name, ask(client));
              assertEquals("CN=" + name, client.attribute(TlsAttributes.PEER).subject());
            }
          }
        });
  }

  @Test
  void aReloadedCertificateIsForConnectionsThatComeLater() throws IOException {
    var context = TlsServerContext.create(o -> o.withIdentity(identity("localhost", "old")));
    telling(
        context,
        stream -> "here",
        listener -> {
          try (var before = TlsStream.wrapClient(connectPlainTo(listener), "localhost", CLIENT)) {
            context.reload(o -> o.withIdentity(identity("localhost", "new")));
            try (var after = TlsStream.wrapClient(connectPlainTo(listener), "localhost", CLIENT)) {
              assertEquals("new", after.attribute(TlsAttributes.PEER).dnsNames().getLast());
              assertEquals("here", ask(after));
            }
            assertEquals("old", before.attribute(TlsAttributes.PEER).dnsNames().getLast());
            assertEquals("here", ask(before));
          }
        });
  }
}
