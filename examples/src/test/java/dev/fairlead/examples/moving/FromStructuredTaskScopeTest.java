package dev.fairlead.examples.moving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.CancelScope;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.net.Net;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.TcpListener;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.testing.FairleadTest;
import dev.fairlead.testing.OnBackend;
import java.io.IOException;
import java.util.List;

/** What is written with StructuredTaskScope, written with task groups. */
class FromStructuredTaskScopeTest {

  private static String findUser() {
    Fairlead.sleep(ofMillis(5));
    return "Anna";
  }

  private static int fetchOrder() {
    Fairlead.sleep(ofMillis(1));
    return 7;
  }

  // @start region="all"
  static String response() {
    return TaskGroup.call(group -> {
      TaskHandle<String> user = group.startSoon(() -> findUser());
      TaskHandle<Integer> order = group.startSoon(() -> fetchOrder());
      return user.await() + " ordered " + order.await();
    });
  }

  // @end

  @FairleadTest
  void allHaveToSucceed() {
    assertEquals("Anna ordered 7", response());
  }

  // @start region="first"
  static String firstAnswer(List<String> mirrors) {
    try (var answers = MemoryObjectStreams.<String>create(mirrors.size())) {
      return TaskGroup.call(group -> {
        for (String mirror : mirrors) {
          group.startSoon(() -> answers.send().send(download(mirror)));
        }
        String first = answers.receive().receive();
        group.cancel("another mirror was faster");
        return first;
      });
    }
  }

  // @end

  @FairleadTest
  void theFirstAnswerCancelsTheOthers() {
    assertEquals("from quick", firstAnswer(List.of("slow one", "quick", "slow two")));
  }

  // @start region="accept"
  static void serve(TcpListener listener, TaskGroup group) throws IOException {
    while (true) {
      SocketStream connection = listener.accept();
      group.startSoon(() -> {
        try (connection) {
          connection.send("welcome".getBytes(UTF_8));
        }
      });
    }
  }

  // @end

  @FairleadTest(on = {OnBackend.VIRTUAL, OnBackend.CARRIER})
  void tasksAreStartedAtAnyTimeByAnyTask(TcpListener listener, TaskGroup group) throws IOException {
    TaskHandle<Void> server = group.startSoon(() -> serve(listener, group));

    for (int i = 0; i < 3; i++) {
      try (var stream = Net.connectTcp("localhost", listener.port())) {
        assertEquals("welcome", new String(stream.receive(), UTF_8));
      }
    }
    server.cancelAndJoin();
  }

  private static String download(String mirror) {
    Fairlead.sleep(mirror.startsWith("slow") ? ofSeconds(60) : ofMillis(1));
    return "from " + mirror;
  }

  // @start region="limits"
  static String page() {
    return TaskGroup.call(group -> {
      TaskHandle<String> text = group.startSoon(() -> download("text"));
      TaskHandle<String> advertisement =
          group.startSoon(() ->
              CancelScope.moveOnAfter(ofMillis(50))
                  .attempt(() -> download("slow advertisements"))
                  .orElse("nothing"));
      return text.await() + ", " + advertisement.await();
    });
  }

  // @end

  @FairleadTest
  void aPartMayHaveALimitOfItsOwn() {
    assertEquals("from text, nothing", page());
  }

  @FairleadTest
  void allFailuresAreThere() {
    var failure =
        assertThrows(
            ExceptionGroup.class,
            () ->
                TaskGroup.run(
                    o -> o.withSupervision(),
                    group -> {
                      group.startSoon(() -> {
                        throw new IOException("one");
                      });
                      group.startSoon(() -> {
                        throw new IOException("two");
                      });
                    }));

    assertEquals(2, failure.match(IOException.class).size());
  }
}
