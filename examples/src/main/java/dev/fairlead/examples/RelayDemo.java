package dev.fairlead.examples;

import static java.time.Duration.ofSeconds;

import dev.fairlead.TaskGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Connects any two places that bytes come from and go to. */
final class RelayDemo {

  static final Demo DEMO =
      new Demo(
          "relay",
          "Connects any two of TCP, TLS, UDP, UNIX, files, programs, stdio",
          RelayDemo::run);

  private static final Set<String> WITH_VALUE =
      Set.of(
          "--max-connections",
          "--rate",
          "--bytes",
          "--time",
          "--idle",
          "--linger",
          "--grace",
          "--ca");
  private static final Set<String> WITHOUT_VALUE =
      Set.of("--once", "--progress", "--quiet", "--help");
  private static final String USAGE =
      """
      Usage: ./fairlead relay [OPTION...] FIRST SECOND

      Passes bytes between two places, in both directions, until both have ended. For every
      connection to a FIRST that listens, connects to SECOND. A place is one of

      %s
        --once                serve one connection and end
        --max-connections N   at most N at a time; others wait (1000)
        --rate BYTES          at most so many bytes a second, of all connections together
        --bytes N             pass on at most N bytes in each direction of a connection
        --time SECONDS        end a connection after so long
        --idle SECONDS        end a connection on which nothing moves for so long
        --linger SECONDS      when one side has ended and the other is stdio or UDP, which may never
                              end, wait so long for more of it (1); so long, too, for a program
                              to end that has closed its output
        --grace SECONDS       after Ctrl-C, give open connections so long (5)
        --ca FILE             trust these certificates too (PEM)
        --progress            show on standard error what passes
        --quiet               say nothing on standard error

      When one side has ended, the other is told and may go on. Ctrl-C stops listening, stops
      reading from FIRST, and lets what is under way arrive. A second Ctrl-C ends at once.
      Ends with 0 if all went well, 1 if not, 2 for wrong use. When a COMMAND of exec: fails, that
      is reported; relaying once, it ends with the status of the COMMAND.
      """
          .replace("%s\n", Places.HELP);

  private RelayDemo() {}

  private static void run(List<String> words) throws Exception {
    Arguments arguments = Arguments.parse(words, WITH_VALUE, WITHOUT_VALUE);
    if (arguments.has("--help")) {
      System.out.print(USAGE);
      return;
    }
    if (arguments.rest().size() != 2) {
      throw new UsageException("name two places: " + arguments.rest());
    }
    var places = new Places(Certificates.client(arguments.value("--ca")));
    Place first = places.parse(arguments.rest().getFirst(), Places.Position.FIRST);
    Place second = places.parse(arguments.rest().getLast(), Places.Position.SECOND);
    var relaying = new Relaying(first, second, limitsOf(arguments));
    Duration grace = ofSeconds(arguments.number("--grace", 5, 0, 86_400));
    TaskGroup.GroupAction<IOException> program =
        group -> {
          Consumer<String> messages = System.err::println;
          if (arguments.has("--progress")) {
            messages =
                ProgressLine.showIn(group, relaying.traffic()::now, System.err)::printInstead;
          }
          relaying.run(grace, arguments.has("--quiet") ? _ -> {} : messages);
        };
    Shutdown.serve(grace.plusSeconds(1), program);
    if (!arguments.has("--quiet")) {
      System.err.println(relaying.traffic().total());
    }
    if (relaying.programFailure().isPresent()) {
      throw relaying.programFailure().get();
    }
  }

  private static Relaying.Limits limitsOf(Arguments arguments) throws UsageException {
    int idle = arguments.number("--idle", 0, 0, 86_400);
    int time = arguments.number("--time", 0, 0, 86_400);
    int bytes = arguments.number("--bytes", 0, 0, Integer.MAX_VALUE);
    int rate = arguments.number("--rate", 0, 0, Integer.MAX_VALUE);
    return new Relaying.Limits(
        arguments.has("--once"),
        arguments.number("--max-connections", 1_000, 1, 1_000_000),
        rate == 0 ? ByteRate.unlimited() : ByteRate.of(rate),
        bytes == 0 ? Long.MAX_VALUE : bytes,
        time == 0 ? Relaying.Limits.FOR_EVER : ofSeconds(time),
        ofSeconds(idle),
        ofSeconds(arguments.number("--linger", 1, 0, 86_400)));
  }
}
