package dev.fairlead.internal.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.lowlevel.CarrierOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StallWatchTest {

  private static final long LIMIT = 40_000_000;

  private record Report(String what, Throwable stack) {}

  private final CarrierLoop loop =
      new CarrierLoop(new LoopClock(), "test-loop", CarrierOptions.defaults());
  private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
  private final StallWatch watch =
      new StallWatch(
          "test",
          new CarrierLoop[] {loop},
          Duration.ofNanos(LIMIT),
          (what, stack) -> reports.add(new Report(what, stack)));
  private final AtomicBoolean stop = new AtomicBoolean();
  private final CountDownLatch running = new CountDownLatch(1);

  @AfterEach
  void close() {
    stop.set(true);
    watch.close();
    loop.close();
  }

  private void startCruncher() throws InterruptedException {
    new CarrierStrand(loop, "cruncher", this::crunch).start();
    assertTrue(running.await(15, TimeUnit.SECONDS));
  }

  private void crunch() {
    running.countDown();
    while (!stop.get()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aTaskThatKeepsTheThreadIsReportedWithItsStack() throws Exception {
    startCruncher();
    watch.start();

    Report report = reports.poll(15, TimeUnit.SECONDS);

    assertNotNull(report);
    assertTrue(report.what().contains("\"cruncher\""), report.what());
    assertTrue(report.what().contains("test-loop"), report.what());
    assertTrue(
        Arrays.stream(report.stack().getStackTrace())
            .anyMatch(frame -> frame.getMethodName().equals("crunch")),
        () -> Arrays.toString(report.stack().getStackTrace()));
  }

  @Test
  void itIsReportedOnce() throws Exception {
    startCruncher();

    for (long now = 1; now < 10; now++) {
      watch.look(0, now * LIMIT);
    }

    assertEquals(1, reports.size());
  }

  @Test
  void theFlightRecorderHearsOfIt(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("stall.jfr");
    startCruncher();
    try (var recording = new Recording()) {
      recording.start();
      watch.look(0, 0);
      watch.look(0, LIMIT);
      recording.dump(file);
    }

    RecordedEvent event =
        RecordingFile.readAllEvents(file).stream()
            .filter(e -> e.getEventType().getName().equals("dev.fairlead.Stall"))
            .filter(e -> e.getString("loop").equals("test-loop"))
            .findFirst()
            .orElseThrow();
    assertEquals("cruncher", event.getString("task"));
    assertEquals(Duration.ofNanos(LIMIT), event.getDuration("keptFor"));
    assertTrue(event.getString("where").contains("StallWatchTest.crunch"), event::toString);
  }

  @Test
  void notBeforeTheLimit() throws Exception {
    startCruncher();
    watch.look(0, 5);
    watch.look(0, 5 + LIMIT - 1);

    assertEquals(0, reports.size());
  }

  @Test
  void anIdleLoopIsNotReported() throws Exception {
    stop.set(true);
    startCruncher();
    long turn = loop.turn();
    while (turn % 2 == 1) {
      turn = loop.turn();
    }
    watch.look(0, 0);
    watch.look(0, 5 * LIMIT);

    assertEquals(0, reports.size());
  }

  @Test
  void aLoopThatTurnsIsNotReported() {
    new CarrierStrand(
            loop,
            "polite",
            () -> {
              while (!stop.get()) {
                Thread.yield();
              }
            })
        .start();

    lookAtEachTurn();

    assertEquals(0, reports.size());
  }

  @Test
  void aTaskThatWouldGiveWayToSomebodyIsNotReported() {
    var polite = new CarrierStrand[1];
    polite[0] =
        new CarrierStrand(
            loop,
            "polite",
            () -> {
              while (!stop.get()) {
                polite[0].yieldAfterLong();
              }
            });
    polite[0].start();

    lookAtEachTurn();

    assertEquals(0, reports.size());
  }

  private void lookAtEachTurn() {
    for (int i = 1; i < 10; i++) {
      watch.look(0, i * LIMIT);
      long seen = loop.turn();
      while (loop.turn() <= seen) {
        Thread.onSpinWait();
      }
    }
  }
}
