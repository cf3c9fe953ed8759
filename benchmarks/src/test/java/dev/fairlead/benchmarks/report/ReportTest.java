package dev.fairlead.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.benchmarks.harness.Metric;
import dev.fairlead.benchmarks.harness.Results;
import dev.fairlead.benchmarks.harness.Sample;
import dev.fairlead.benchmarks.harness.Scenario;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Metric RATE = Metric.higher("calls/s");
  private static final Scenario CALLS = new Scenario("calls", "A & B call", "peer", List.of(RATE));

  private final Results results = new Results();

  @Test
  void ratiosAreTakenWithinARoundBeforeTheMedian() {
    // The machine was slow in round 1, for both alike.
    add("peer", 0, 100);
    add("fairlead", 0, 200);
    add("peer", 1, 10);
    add("fairlead", 1, 20);
    add("peer", 2, 100);
    add("fairlead", 2, 210);

    assertEquals(2.0, results.ratio(CALLS, "fairlead", RATE).orElseThrow(), 1e-9);
    assertEquals(200, results.median(CALLS, "fairlead", RATE).orElseThrow(), 1e-9);
  }

  @Test
  void theTableShowsValuesWithTheirRatios() {
    add("fairlead", 0, 2_500_000);
    add("peer", 0, 1_000_000);

    var table = new TableReport(results).text();

    assertTrue(table.contains("2.50M (2.50)"), table);
    assertTrue(
        table.indexOf("peer ") < table.indexOf("fairlead "), "the base comes first: " + table);
  }

  @Test
  void theCsvHasEveryRound() {
    add("peer", 0, 1);
    add("peer", 1, 2);

    var lines = new CsvReport(results).text().lines().toList();

    assertEquals(
        List.of(
            "scenario,subject,round,metric,value,disturbance",
            "calls,peer,0,calls/s,1.0,0.00",
            "calls,peer,1,calls/s,2.0,0.00"),
        lines);
  }

  @Test
  void thePictureIsWellFormedXml() throws Exception {
    add("peer", 0, 1);
    add("fairlead", 0, 2);

    var svg = new SvgReport(results).text();

    var document =
        javax.xml.parsers.DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new java.io.ByteArrayInputStream(
                    svg.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    // The background and one bar per subject.
    assertEquals(3, document.getElementsByTagName("rect").getLength());
  }

  private void add(String subject, int round, double rate) {
    results.add(new Sample(CALLS, subject, round, Map.of(RATE, rate), 0));
  }
}
