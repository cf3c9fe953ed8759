package dev.fairlead.examples;

import dev.fairlead.ExceptionGroup;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the demo whose name is the first argument; without one, lists them. */
public final class Main {
  private static final int FAILED = 1;
  private static final int WRONG_USE = 2;

  private final List<Demo> demos;
  private final PrintStream out;
  private final PrintStream err;

  Main(List<Demo> demos, PrintStream out, PrintStream err) {
    this.demos = demos;
    this.out = out;
    this.err = err;
  }

  /** Starts a demo. */
  public static void main(String[] args) throws Exception {
    int status = new Main(Demos.ALL, System.out, System.err).run(List.of(args));
    if (status != 0) {
      System.exit(status);
    }
  }

  int run(List<String> args) throws Exception {
    if (args.isEmpty() || asksForHelp(args.getFirst())) {
      printHelp(out);
      return 0;
    }
    var demo = demos.stream().filter(each -> each.name().equals(args.getFirst())).findFirst();
    if (demo.isEmpty()) {
      err.println("There is no demo named \"" + args.getFirst() + "\".");
      printHelp(err);
      return WRONG_USE;
    }
    return run(demo.get(), args.subList(1, args.size()));
  }

  private int run(Demo demo, List<String> args) throws Exception {
    try {
      demo.program().run(args);
      return statusOfOutput(demo);
    } catch (UsageException e) {
      err.println("fairlead " + demo.name() + ": " + e.getMessage());
      err.println("./fairlead " + demo.name() + " --help shows how it is used.");
      return WRONG_USE;
    } catch (StoppedException e) {
      return e.status();
    } catch (DemoFailedException e) {
      err.println("fairlead " + demo.name() + ": " + describe(e));
      return e.status();
    } catch (IOException
        | UncheckedIOException
        | IllegalArgumentException
        | UnsupportedOperationException e) { // The last two: a value that the library refuses.
      err.println("fairlead " + demo.name() + ": " + describe(e));
      return FAILED;
    } catch (ExceptionGroup e) {
      single(e).forEach(each -> err.println("fairlead " + demo.name() + ": " + describe(each)));
      return FAILED;
    }
  }

  /** What is printed tells nobody by itself that it could not be. */
  private int statusOfOutput(Demo demo) {
    if (out.checkError()) {
      err.println("fairlead " + demo.name() + ": standard output could not be written to");
      return FAILED;
    }
    return 0;
  }

  /** The failures of a group and of the groups in it. */
  private static Stream<Throwable> single(Throwable failure) {
    return failure instanceof ExceptionGroup group
        ? group.exceptions().stream().flatMap(Main::single)
        : Stream.of(failure);
  }

  /** A failure in words for a user. Where the words alone do not say what failed, its name does. */
  static String describe(Throwable failure) {
    String message = failure.getMessage();
    return switch (failure) {
      case DemoFailedException _ -> String.valueOf(message);
      case ExceptionGroup _ ->
          single(failure).map(Main::describe).distinct().collect(Collectors.joining("; "));
      case NoSuchFileException missing -> "no such file: " + missing.getFile();
      case UncheckedIOException e ->
          Optional.<Throwable>ofNullable(e.getCause()).map(Main::describe).orElseGet(e::toString);
      case Throwable _ when message != null && message.contains(" ") -> message;
      default -> failure.toString();
    };
  }

  private static boolean asksForHelp(String word) {
    return List.of("help", "--help", "-h").contains(word);
  }

  private void printHelp(PrintStream to) {
    to.println("Usage: ./fairlead DEMO [ARGUMENT...]");
    to.println();
    int width = demos.stream().mapToInt(demo -> demo.name().length()).max().orElse(0);
    for (var demo : demos) {
      to.println(
          "  " + demo.name() + " ".repeat(width - demo.name().length() + 2) + demo.summary());
    }
  }
}
