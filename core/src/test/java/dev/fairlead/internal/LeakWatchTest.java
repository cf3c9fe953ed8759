package dev.fairlead.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.stream.MemoryObjectStreams;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeakWatchTest {

  private record Report(String message, Throwable madeHere) {}

  private final List<Report> reports = new CopyOnWriteArrayList<>();

  @BeforeEach
  void listen() {
    LeakWatch.reportTo((message, madeHere) -> reports.add(new Report(message, madeHere)));
  }

  @AfterEach
  void stopListening() {
    LeakWatch.stopReporting();
  }

  private static void dropOneEnd() {
    MemoryObjectStreams.<Integer>create(1, o -> o.withName("dropped")).send().close();
  }

  @Test
  void aHandleThatIsDroppedOpenIsReportedWithThePlaceWhereItWasMade() {
    dropOneEnd();

    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> {
          System.gc();
          return !reports.isEmpty();
        });

    Report report = reports.getFirst();
    assertEquals(1, reports.size());
    assertTrue(report.message().contains("receiving end"), report::message);
    assertTrue(report.message().contains("\"dropped\""), report::message);
    assertTrue(
        List.of(report.madeHere().getStackTrace()).stream()
            .anyMatch(frame -> frame.getMethodName().equals("dropOneEnd")));
  }

  @Test
  void nothingIsReportedWhereNobodyAskedForIt() {
    LeakWatch.stopReporting();
    dropOneEnd();
    listen();
    dropOneEnd();

    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> {
          System.gc();
          return !reports.isEmpty();
        });

    assertEquals(1, reports.size());
  }
}
