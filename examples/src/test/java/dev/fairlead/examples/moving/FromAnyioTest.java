package dev.fairlead.examples.moving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Deadline;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.TaskStatus;
import dev.fairlead.net.Net;
import dev.fairlead.net.TcpListener;
import dev.fairlead.stream.MemoryObjectReceiveStream;
import dev.fairlead.stream.MemoryObjectSendStream;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.sync.Event;
import dev.fairlead.sync.RateLimiter;
import dev.fairlead.testing.FairleadTest;
import dev.fairlead.testing.OnBackend;
import dev.fairlead.thread.BlockingPortal;
import dev.fairlead.thread.BlockingPortals;
import dev.fairlead.thread.FromThread;
import dev.fairlead.thread.ToThread;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs that users of anyio know from its documentation, in Java. */
class FromAnyioTest {

  private final List<String> out = Collections.synchronizedList(new ArrayList<>());

  // ---- tasks

  // @start region="greeters"
  void greet(String name, int seconds) {
    Fairlead.sleep(ofSeconds(seconds));
    out.add("Hello, " + name + "!");
  }

  void greeters() {
    TaskGroup.run(group -> {
      group.startSoon(() -> greet("one", 3));
      group.startSoon(() -> greet("two", 1));
      group.startSoon(() -> greet("three", 2));
    });
    out.add("all said");
  }

  // @end

  @FairleadTest(on = OnBackend.SIMULATED)
  void greetersGreetAtTheirTimes() {
    greeters();

    assertEquals(List.of("Hello, two!", "Hello, three!", "Hello, one!", "all said"), out);
  }

  // @start region="start"
  static void service(TaskStatus<Integer> status) throws IOException {
    try (TcpListener listener = Net.createTcpListener(0)) {
      status.started(listener.port());
      listener.serve(stream -> stream.send("welcome".getBytes(UTF_8)));
    }
  }

  static String client() {
    return TaskGroup.call(group -> {
      int port = group.start(FromAnyioTest::service);
      try (var stream = Net.connectTcp("localhost", port)) {
        return new String(stream.receive(), UTF_8);
      } finally {
        group.cancel("served enough");
      }
    });
  }

  // @end

  @FairleadTest(on = {OnBackend.VIRTUAL, OnBackend.CARRIER})
  void startWaitsUntilTheServiceIsReady() {
    assertEquals("welcome", client());
  }

  // ---- time limits

  private String fetch(String page) {
    Fairlead.sleep(page.startsWith("slow") ? ofSeconds(60) : ofMillis(20));
    return "content of " + page;
  }

  // @start region="deadline"
  List<String> fetchAll(List<String> pages) {
    List<String> fetched = Collections.synchronizedList(new ArrayList<>());
    CancelScope.moveOnAfter(ofSeconds(1))
        .run(() ->
            TaskGroup.run(group -> {
              for (String page : pages) {
                group.startSoon(() -> fetched.add(fetch(page)));
              }
            }));
    return fetched; // what was there in time
  }

  // @end

  @FairleadTest(on = OnBackend.SIMULATED)
  void oneDeadlineIsOverMany() {
    assertEquals(
        List.of("content of a", "content of b"), sorted(fetchAll(List.of("a", "slow", "b"))));
  }

  private static List<String> sorted(List<String> list) {
    return list.stream().sorted().toList();
  }

  // @start region="cleanUp"
  void work() {
    try {
      Fairlead.sleepForever();
    } finally {
      CancelScope.cleanUp(ofSeconds(5))
          .run(() -> {
            Fairlead.sleep(ofMillis(10)); // may wait, although the task is cancelled
            out.add("saved");
          });
    }
  }

  // @end

  @FairleadTest
  void aShieldLetsACancelledTaskCleanUp(TaskGroup group) {
    TaskHandle<Void> task = group.startSoon(this::work);

    task.cancelAndJoin();

    assertEquals(List.of("saved"), out);
  }

  // ---- streams and events

  // @start region="streams"
  static void produce(MemoryObjectSendStream<Integer> numbers) throws IOException {
    try (numbers) {
      for (int i = 1; i <= 3; i++) {
        numbers.send(i);
      }
    }
  }

  void consume(MemoryObjectReceiveStream<Integer> numbers) {
    try (numbers) {
      for (int number : numbers) {
        out.add("got " + number);
      }
    }
  }

  void produceAndConsume() {
    TaskGroup.run(group -> {
      var pair = MemoryObjectStreams.<Integer>create(10);
      group.startSoon(() -> produce(pair.send()));
      group.startSoon(() -> consume(pair.receive()));
    });
  }

  // @end

  @FairleadTest
  void theConsumerEndsWhenTheProducerHas() {
    produceAndConsume();

    assertEquals(List.of("got 1", "got 2", "got 3"), out);
  }

  // @start region="event"
  void notifyOthers() {
    TaskGroup.run(group -> {
      var ready = new Event();
      for (String name : List.of("a", "b")) {
        group.startSoon(() -> {
          ready.await();
          out.add(name + " goes");
        });
      }
      out.add("get ready");
      ready.set();
    });
  }

  // @end

  @FairleadTest
  void anEventLetsAllGo() {
    notifyOthers();

    assertEquals("get ready", out.getFirst());
    assertEquals(List.of("a goes", "b goes"), sorted(out.subList(1, 3)));
  }

  // @start region="rate"
  void requestAtARate(List<String> pages) {
    var tenPerSecond = new RateLimiter(10, ofSeconds(1), 1);
    TaskGroup.run(group -> {
      for (String page : pages) {
        tenPerSecond.acquire();
        group.startSoon(() -> out.add(fetch(page)));
      }
    });
  }

  // @end

  @FairleadTest(on = OnBackend.SIMULATED)
  void requestsKeepTheirDistance() {
    Deadline start = Fairlead.currentTime();

    requestAtARate(List.of("a", "b", "c"));

    assertEquals(List.of("content of a", "content of b", "content of c"), out);
    assertEquals(ofMillis(220), Fairlead.currentTime().since(start));
  }

  // ---- threads

  // @start region="hash"
  static String hash(Path file) throws Exception {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(sha256.digest(Files.readAllBytes(file)));
  }

  static List<String> hashAll(List<Path> files) {
    var limiter = new CapacityLimiter(4);
    return TaskGroup.call(group -> {
      List<TaskHandle<String>> sums =
          files.stream()
              .map(file ->
                  group.startSoon(
                      () -> ToThread.call(o -> o.withLimiter(limiter), () -> hash(file))))
              .toList();
      return sums.stream().map(TaskHandle::await).toList();
    });
  }

  // @end

  @FairleadTest(on = {OnBackend.VIRTUAL, OnBackend.CARRIER})
  void filesAreHashedInThreads(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "hello\n");

    List<String> sums = hashAll(List.of(file, file));

    assertEquals(2, sums.size());
    assertTrue(sums.getFirst().startsWith("5891b5b522d5df08"), sums.getFirst());
  }

  // @start region="bridges"
  static String thereAndBack() {
    return ToThread.call(() -> { // on a worker thread, which may block
      String answer = FromThread.call(() -> "back in a task"); // and which can ask a task
      return answer + ", from " + (Thread.currentThread().isVirtual() ? "a task" : "a thread");
    });
  }

  static String fromOutside() throws Exception { // called by a thread that knows no tasks
    try (BlockingPortal portal = BlockingPortals.start()) {
      portal.run(() -> Fairlead.sleep(ofMillis(1)));
      return portal.start(() -> "a value").get();
    }
  }

  // @end

  @FairleadTest(on = {OnBackend.VIRTUAL, OnBackend.CARRIER})
  void threadsAreEnteredAndLeft() {
    assertEquals("back in a task, from a thread", thereAndBack());
  }

  @Test
  void aThreadFromOutsideUsesAPortal() throws Exception {
    assertEquals("a value", fromOutside());
  }

  // ---- failures

  // @start region="failures"
  List<String> failures() {
    var seen = new ArrayList<String>();
    try {
      TaskGroup.run(
          o -> o.withSupervision(),
          group -> {
            group.startSoon(() -> {
              throw new FileNotFoundException("a file");
            });
            group.startSoon(() -> {
              throw new IllegalStateException("a mistake");
            });
          });
    } catch (ExceptionGroup group) { // except* OSError
      group.match(IOException.class).forEach(e -> seen.add("world: " + e.getMessage()));
      Optional<ExceptionGroup> rest = group.split(IOException.class::isInstance).rest();
      rest.ifPresent(others -> seen.add("rest: " + others.exceptions().size()));
    }
    return seen;
  }

  // @end

  @FairleadTest
  void failuresAreTakenApartByType() {
    assertEquals(List.of("world: a file", "rest: 1"), failures());
  }

  @FairleadTest
  void theFirstFailureCancelsTheRest() {
    assertThrows(
        ExceptionGroup.class,
        () ->
            TaskGroup.run(group -> {
              group.startSoon(this::work);
              group.startSoon(() -> {
                throw new IOException("the net is down");
              });
            }));

    assertEquals(List.of("saved"), out);
  }
}
