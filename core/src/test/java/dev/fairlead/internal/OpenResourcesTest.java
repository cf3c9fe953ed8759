package dev.fairlead.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.lowlevel.Backend;
import dev.fairlead.stream.MemoryObjectReceiveStream;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.testsupport.TestBackends;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A runtime tells at its end what was opened in it and not closed, in debug mode. */
class OpenResourcesTest {

  private final Reports reports = new Reports();
  private final Queue<MemoryObjectReceiveStream<Integer>> left = new ConcurrentLinkedQueue<>();

  static List<Backend> backends() {
    return TestBackends.all();
  }

  @BeforeEach
  void debug() {
    DebugMode.turn(true);
  }

  @AfterEach
  void debugNoMore() {
    DebugMode.turn(false);
    left.forEach(MemoryObjectReceiveStream::close); // Others watch for what is dropped.
  }

  @ParameterizedTest
  @MethodSource("backends")
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

  @ParameterizedTest
  @MethodSource("backends")
  void outsideDebugModeItIsNot(Backend backend) {
    DebugMode.turn(false);

    reports.run(backend, this::openTwoAndCloseOne);

    assertEquals(List.of(), reports.all());
  }
}
