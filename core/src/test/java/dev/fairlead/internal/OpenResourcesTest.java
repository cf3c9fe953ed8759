package dev.fairlead.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.lowlevel.Backend;
import dev.fairlead.stream.MemoryObjectReceiveStream;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.testsupport.GivenEveryBackend;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A runtime tells at its end what was opened in it and not closed, in debug mode. */
@ExtendWith(InDebugMode.class)
class OpenResourcesTest {

  private final Reports reports = new Reports();
  private final Queue<MemoryObjectReceiveStream<Integer>> left = new ConcurrentLinkedQueue<>();

  @AfterEach
  void closeWhatIsLeft() {
    left.forEach(MemoryObjectReceiveStream::close); // Others watch for what is dropped.
  }

  @GivenEveryBackend
  void whatIsOpenAtTheEndOfARunIsReportedWithThePlace(Backend backend) {
    reports.run(backend, this::openTwoAndCloseOne);

    assertEquals(1, reports.all().size());
    Reports.Report report = reports.all().getFirst();
    assertTrue(report.what().contains("receiving end"), report::what);
    assertTrue(report.what().contains("\"left\""), report::what);
    assertTrue(report.shows("openTwoAndCloseOne"));
  }

  private void openTwoAndCloseOne() {
    var pair = MemoryObjectStreams.<Integer>create(1, o -> o.withName("left"));
    pair.send().close();
    left.add(pair.receive());
  }

  @GivenEveryBackend
  void outsideDebugModeItIsNot(Backend backend) {
    DebugMode.turn(false);

    reports.run(backend, this::openTwoAndCloseOne);

    assertEquals(List.of(), reports.all());
  }
}
