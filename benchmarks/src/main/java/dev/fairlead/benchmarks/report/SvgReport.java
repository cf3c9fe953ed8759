package dev.fairlead.benchmarks.report;

import dev.fairlead.benchmarks.harness.Metric;
import dev.fairlead.benchmarks.harness.Results;
import dev.fairlead.benchmarks.harness.Scenario;
import java.util.Locale;

/**
 * A picture of a run: one panel per scenario, one bar per subject, as long as its main metric.
 *
 * <p>Fairlead's bars are dark, the base's outlined, so that a panel reads without its labels.
 */
public final class SvgReport {
  private static final int WIDTH = 860;
  private static final int NAME_WIDTH = 230;
  private static final int BAR_WIDTH = 430;
  private static final int ROW = 22;
  private static final int HEAD = 44;
  private static final String OWN = "#1b5e8a";
  private static final String PEER = "#b9c6cf";

  private final Results results;
  private final StringBuilder body = new StringBuilder();
  private int top = 10;

  public SvgReport(Results results) {
    this.results = results;
  }

  public String text() {
    results.scenarios().forEach(this::panel);
    return String.format(
        Locale.ROOT,
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif">
        <rect width="100%%" height="100%%" fill="white"/>
        %s</svg>
        """,
        WIDTH,
        top,
        body);
  }

  private void panel(Scenario scenario) {
    var metric = scenario.mainMetric();
    var subjects = results.subjects(scenario);
    var hint = metric.better() == Metric.Better.HIGHER ? "longer is better" : "shorter is better";
    text(10, top + 16, 14, scenario.title());
    text(10, top + 34, 11, metric.name() + ", " + hint + ", ratio to " + scenario.base());
    top += HEAD;
    double longest =
        subjects.stream()
            .mapToDouble(s -> results.median(scenario, s, metric).orElse(0))
            .max()
            .orElse(1);
    subjects.forEach(subject -> bar(scenario, subject, longest));
    top += 14;
  }

  private void bar(Scenario scenario, String subject, double longest) {
    var median = results.median(scenario, subject, scenario.mainMetric());
    var ratio = results.ratio(scenario, subject, scenario.mainMetric());
    double length = longest == 0 ? 0 : BAR_WIDTH * median.orElse(0) / longest;
    var outline = subject.equals(scenario.base()) ? "black" : "none";
    body.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\" stroke=\"%s\"/>%n",
            NAME_WIDTH,
            top,
            length,
            ROW - 6,
            subject.startsWith("fairlead") ? OWN : PEER,
            outline));
    text(10, top + 13, 12, subject);
    var label = Numbers.human(median) + " (" + Numbers.ratio(ratio) + ")";
    text(NAME_WIDTH + (int) length + 6, top + 13, 12, label);
    top += ROW;
  }

  private void text(int x, int y, int size, String text) {
    body.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" font-size=\"%d\">%s</text>%n",
            x,
            y,
            size,
            escaped(text)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
