package dev.fairlead.examples;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.sync.CapacityLimiter;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Asks many web servers at once whether they are well, and prints a table. */
final class HealthDemo {

  static final Demo DEMO =
      new Demo("health", "Checks many URLs at once, each with a deadline", HealthDemo::run);

  private static final Set<String> WITH_VALUE = Set.of("--limit", "--deadline", "--file", "--ca");
  private static final Set<String> WITHOUT_VALUE = Set.of("--get", "--quiet", "--help");
  private static final String USAGE =
      """
      Usage: ./fairlead health [OPTION...] URL...

      Asks every URL for its HEAD and prints a table: the status, the time it took, the URL.

        --limit N           at most N questions at a time (16)
        --deadline SECONDS  the time for each, from the name to the last byte (10)
        --get               ask by GET and read the whole body
        --file FILE         take URLs from a file too, one on a line; # starts a comment
        --ca FILE           trust these certificates too (PEM)
        --quiet             show no progress

      Ends with 0 if all are healthy (status 2xx or 3xx), with 1 if not, with 2 for wrong use.
      Ctrl-C starts no more questions, gives those under way two seconds, and prints the table.
      """;
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final List<HealthCheck> checks;
  private final HttpClient client;
  private final CapacityLimiter limiter;
  private final Duration deadline;

  private HealthDemo(List<HealthCheck> checks, HttpClient client, int limit, Duration deadline) {
    this.checks = checks;
    this.client = client;
    this.limiter = new CapacityLimiter(limit);
    this.deadline = deadline;
  }

  private static void run(List<String> words) throws Exception {
    Arguments arguments = Arguments.parse(words, WITH_VALUE, WITHOUT_VALUE);
    if (arguments.has("--help")) {
      System.out.print(USAGE);
      return;
    }
    List<HealthCheck> checks = checksOf(arguments);
    var client =
        new HttpClient(
            Certificates.client(arguments.value("--ca")), arguments.has("--get") ? "GET" : "HEAD");
    int limit = arguments.number("--limit", 16, 1, 10_000);
    Duration deadline = Duration.ofSeconds(arguments.number("--deadline", 10, 1, 3_600));
    var demo = new HealthDemo(checks, client, limit, deadline);
    Shutdown.run(GRACE, group -> demo.checkAll(group, !arguments.has("--quiet")));
    demo.judge();
  }

  private static List<HealthCheck> checksOf(Arguments arguments)
      throws IOException, UsageException {
    var urls = new ArrayList<>(arguments.rest());
    if (arguments.value("--file").isPresent()) {
      linesOf(Path.of(arguments.value("--file").get())).stream()
          .map(line -> line.replaceFirst("(^|\\s)#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .forEach(urls::add);
    }
    if (urls.isEmpty()) {
      throw new UsageException("name at least one URL");
    }
    var checks = new ArrayList<HealthCheck>();
    for (String url : urls) {
      checks.add(new HealthCheck(HttpTarget.parse(url)));
    }
    return checks;
  }

  private static List<String> linesOf(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new IOException("no text in UTF-8: " + file, e);
    } catch (FileSystemException e) {
      throw e; // It names the file.
    } catch (IOException e) {
      throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private void checkAll(TaskGroup group, boolean withProgress) {
    Consumer<String> out =
        withProgress
            ? ProgressLine.showIn(group, this::progress, System.out)::printInstead
            : System.out::println;
    try {
      TaskGroup.run(this::startAll);
    } finally {
      printTable(out); // also after Ctrl-C: what is known by then
    }
  }

  /** A task waits for its token before it is started: so they start in order. */
  private void startAll(TaskGroup group) {
    for (HealthCheck check : checks) {
      limiter.acquireOnBehalfOf(check);
      if (Fairlead.stopRequested()) {
        limiter.releaseOnBehalfOf(check);
        return;
      }
      group.startSoon(o -> o.withName(check.target.url()), () -> run(check));
    }
  }

  private void run(HealthCheck check) {
    try {
      check.run(client, deadline);
    } finally {
      limiter.releaseOnBehalfOf(check);
    }
  }

  private String progress() {
    long over = checks.stream().filter(HealthCheck::isOver).count();
    long failed = checks.stream().filter(c -> c.isOver() && !c.isHealthy()).count();
    return over
        + " of "
        + checks.size()
        + " checked, "
        + failed
        + " not healthy, "
        + limiter.borrowedTokens()
        + " under way";
  }

  private void printTable(Consumer<String> out) {
    int width = checks.stream().mapToInt(c -> c.state().toString().length()).max().orElse(0);
    for (HealthCheck check : checks) {
      String state = check.state().toString();
      out.accept(
          (check.isHealthy() ? "ok    " : "FAIL  ")
              + state
              + " ".repeat(width - state.length())
              + aligned(check.time().toMillis())
              + " ms  "
              + check.target.url());
    }
  }

  private static String aligned(long number) {
    String text = Long.toString(number);
    return " ".repeat(Math.max(1, 8 - text.length())) + text;
  }

  private void judge() throws DemoFailedException {
    long failed = checks.stream().filter(check -> !check.isHealthy()).count();
    if (failed > 0) {
      throw new DemoFailedException(failed + " of " + checks.size() + " are not healthy");
    }
  }
}
