package dev.fairlead.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.CancelScope;
import dev.fairlead.Deadline;
import dev.fairlead.DeadlineExceededException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.net.TcpListener;
import dev.fairlead.stream.BufferedByteStream;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.testing.FairleadTest;
import dev.fairlead.testing.OnBackend;
import dev.fairlead.testing.TestAuthority;
import dev.fairlead.tls.Tls;
import dev.fairlead.tls.TlsClientContext;
import dev.fairlead.tls.TlsServerContext;
import java.io.IOException;
import javax.net.ssl.SSLContext;

class ChatServerTest {

  // @start region="test"
  private final ChatServer server = new ChatServer();

  /** Somebody who has said a name. */
  private BufferedByteStream enter(TaskGroup group, String name) throws IOException {
    var pair = MemoryByteStreams.pair(65_536);
    group.startSoon(o -> o.withService(), () -> server.chat(pair.second()));
    var person = new BufferedByteStream(pair.first());
    say(person, name);
    assertEquals("Your name? " + name + " is here", person.receiveLine(100));
    return person;
  }

  @FairleadTest
  void everybodyHearsEverybody(TaskGroup group) throws IOException {
    BufferedByteStream anna = enter(group, "Anna");
    BufferedByteStream bert = enter(group, "Bert");

    say(bert, "hello");

    assertEquals("Bert is here", anna.receiveLine(100));
    assertEquals("Bert: hello", anna.receiveLine(100));
    assertEquals("Bert: hello", bert.receiveLine(100));
  }

  // @end

  private static void say(ByteStream person, String line) throws IOException {
    person.send((line + "\n").getBytes(UTF_8));
  }

  @FairleadTest
  void whoHangsUpHasLeft(TaskGroup group) throws IOException {
    BufferedByteStream anna = enter(group, "Anna");
    BufferedByteStream bert = enter(group, "Bert");
    assertEquals("Bert is here", anna.receiveLine(100));

    bert.close();

    assertEquals("Bert has left", anna.receiveLine(100));
  }

  // @start region="time"
  @FairleadTest(on = OnBackend.SIMULATED)
  void whoDoesNotReadIsGivenUpAfterTenSeconds() throws IOException {
    var pair = MemoryByteStreams.pair(16); // room for the question and for little more
    say(pair.first(), "Lazybones");
    Deadline start = Fairlead.currentTime();

    var failure = assertThrows(ExceptionGroup.class, () -> server.chat(pair.second()));

    assertEquals(1, failure.match(DeadlineExceededException.class).size());
    assertEquals(ofSeconds(10), Fairlead.currentTime().since(start));
  }

  // @end

  @FairleadTest(on = OnBackend.SIMULATED)
  void whoIsSilentIsGivenUpAfterHalfAnHourOverTlsToo(TaskGroup group) throws IOException {
    try (BufferedByteStream guest = enterByTls(group, CancelScope.create())) {
      Deadline start = Fairlead.currentTime();

      assertThrows(IOException.class, () -> guest.receiveLine(100));

      assertEquals(30, Fairlead.currentTime().since(start).toMinutes());
    }
  }

  @FairleadTest
  void guestsAreToldAboutTheEndOverTlsToo(TaskGroup group) throws IOException {
    CancelScope serving = CancelScope.create();
    try (BufferedByteStream guest = enterByTls(group, serving)) {
      serving.cancelAfter(ofSeconds(10), "the server is stopped");

      assertEquals("", guest.receiveLine(100));
      assertEquals("The server goes home.", guest.receiveLine(100));
      assertThrows(EndOfStreamException.class, () -> guest.receive());
    }
  }

  /** Serves by TLS in a scope, and enters as somebody who has said a name. */
  private BufferedByteStream enterByTls(TaskGroup group, CancelScope serving) throws IOException {
    TestAuthority authority = TestAuthority.create();
    SSLContext shown = authority.issue("localhost").context(authority);
    TcpListener listener = Net.createTcpListener(0);
    var context = TlsServerContext.create(o -> o.withSslContext(shown));
    group.startSoon(
        o -> o.withService(),
        () ->
            serving.run(() -> {
              try (listener) {
                server.serve(listener, context);
              }
            }));
    var trusting = TlsClientContext.create(o -> o.withSslContext(authority.clientContext()));
    var guest = new BufferedByteStream(Tls.connect("localhost", listener.port(), trusting));
    say(guest, "Anna");
    assertEquals("Your name? Anna is here", guest.receiveLine(100));
    return guest;
  }
}
