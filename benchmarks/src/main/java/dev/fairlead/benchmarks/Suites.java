package dev.fairlead.benchmarks;

import dev.fairlead.benchmarks.channels.ChannelContests;
import dev.fairlead.benchmarks.echo.EchoSuite;
import dev.fairlead.benchmarks.files.FileContests;
import dev.fairlead.benchmarks.harness.Contest;
import dev.fairlead.benchmarks.harness.ForkSuite;
import dev.fairlead.benchmarks.harness.Suite;
import dev.fairlead.benchmarks.processes.ProcessContests;
import dev.fairlead.benchmarks.tasks.TaskContests;
import dev.fairlead.benchmarks.tls.TlsContests;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All suites by name. */
final class Suites {
  private final Path home;

  Suites(Path home) {
    this.home = home;
  }

  List<Suite> all() {
    Stream<Suite> own =
        Stream.of(new EchoSuite(home.resolve("src/main/c"), home.resolve("target/native")));
    return Stream.concat(own, forked().stream()).toList();
  }

  /** Those whose subjects run inside a JVM of their own. */
  List<ForkSuite> forked() {
    return List.of(
        fork("tasks", TaskContests::all),
        fork("channels", ChannelContests::all),
        fork("tls", TlsContests::all),
        fork("processes", ProcessContests::all),
        fork("files", () -> FileContests.all(home)));
  }

  private ForkSuite fork(String name, Supplier<List<Contest>> contests) {
    return new ForkSuite(name, Worker.class, contests, home);
  }
}
