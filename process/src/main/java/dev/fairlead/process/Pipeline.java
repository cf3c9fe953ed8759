package dev.fairlead.process;

import static dev.fairlead.process.ProcessSettings.STDIN;
import static dev.fairlead.process.ProcessSettings.STDOUT;

import dev.fairlead.CancelScope;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.process.internal.pipe.OsPipe;
import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.stream.ByteSendStream;
import dev.fairlead.stream.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Several programs of which each reads what the one before it writes, as one resource.
 *
 * {@snippet file="ProcessesSnippets.java" region="pipeline"}
 *
 * <p>The pipes between them are the operating system's: what flows through them does not touch this
 * program. Closing ends all of them at once, as it ends a {@link ChildProcess}.
 */
public final class Pipeline implements Resource {

  private final List<ChildProcess> processes;

  private Pipeline(List<ChildProcess> processes) {
    this.processes = List.copyOf(processes);
  }

  static Pipeline open(List<Command> commands, ProcessSettings settings) throws IOException {
    if (commands.isEmpty()) {
      throw new IllegalArgumentException("a pipeline needs at least one command");
    }
    var opening = new Opening(commands, settings);
    try {
      opening.startAll();
      return new Pipeline(opening.processes);
    } catch (IOException | RuntimeException | Error failure) {
      opening.endStarted(failure);
      throw failure;
    } finally {
      opening.closePipes();
    }
  }

  /** What the redirects of a pipeline mean for one of its processes. */
  static NavigableMap<Integer, Redirect> redirectsOf(
      int index, int count, NavigableMap<Integer, Redirect> redirects) {
    var own = new TreeMap<>(redirects);
    if (index > 0) {
      own.put(STDIN, Redirect.none());
    }
    if (index < count - 1) {
      own.put(STDOUT, Redirect.none());
    }
    return own;
  }

  /** The start of one process after the other. */
  private static final class Opening {
    final List<ChildProcess> processes = new ArrayList<>();
    private final List<Command> commands;
    private final ProcessSettings settings;
    private final List<OsPipe> pipes = new ArrayList<>();

    Opening(List<Command> commands, ProcessSettings settings) {
      this.commands = commands;
      this.settings = settings;
    }

    void startAll() throws IOException {
      Redirect input = settings.redirect(STDIN);
      for (int i = 0; i < commands.size(); i++) {
        boolean last = i == commands.size() - 1;
        Redirect output = last ? settings.redirect(STDOUT) : between();
        processes.add(
            ProcessStart.open(commands.get(i), settings.with(STDIN, input).with(STDOUT, output)));
        if (input instanceof Redirections.Pumped) {
          pump(processes.get(i - 1), processes.get(i));
        }
        input = output;
      }
    }

    private Redirect between() throws IOException {
      Optional<OsPipe> pipe =
          ProcessStart.openPipe(settings.platform(), settings.redirects()::containsKey);
      pipe.ifPresent(pipes::add);
      return pipe.isPresent() ? new Redirections.Between(pipe.get()) : new Redirections.Pumped();
    }

    /** Where a child cannot be given a pipe to another one, a thread copies. */
    private static void pump(ChildProcess from, ChildProcess to) {
      Thread.ofPlatform()
          .daemon()
          .name("dev.fairlead-pumps-" + from.pid() + "-" + to.pid())
          .start(() -> {
            try (InputStream source = from.child().standardOutput(STDOUT);
                OutputStream sink = to.child().standardInput()) {
              source.transferTo(sink);
            } catch (IOException e) {
              // One of them has ended, and the other one sees it by what closes here.
            }
          });
    }

    /** Why the pipeline could not be started matters more than what follows from it. */
    void endStarted(Throwable failure) {
      try {
        closePipes();
        new Pipeline(processes).close();
      } catch (IOException | RuntimeException e) {
        failure.addSuppressed(e);
      }
    }

    void closePipes() throws IOException {
      for (OsPipe pipe : pipes) {
        pipe.close();
      }
    }
  }

  /** The processes, in order. */
  public List<ChildProcess> processes() {
    return processes;
  }

  /** What the first program reads; see {@link ChildProcess#stdin}. */
  public ByteSendStream stdin() {
    return processes.getFirst().stdin();
  }

  /** What the last program writes; see {@link ChildProcess#stdout}. */
  public ByteReceiveStream stdout() {
    return processes.getLast().stdout();
  }

  /** Waits until all programs have ended, and returns how, in order. A checkpoint. */
  public List<ExitStatus> waitFor() {
    return processes.stream().map(ChildProcess::waitFor).toList();
  }

  /** Ends all programs, waits for that, and closes the pipes. */
  @Override
  public void close() throws IOException {
    boolean cancelled = Fairlead.currentScope().isEffectivelyCancelled();
    if (processes.size() == 1) {
      processes.getFirst().close(cancelled);
      return;
    }
    try {
      CancelScope.shielded()
          .run(() ->
              TaskGroup.run(
                  o -> o.withName("close a pipeline").withSupervision(),
                  group ->
                      processes.forEach(each -> group.startSoon(() -> each.close(cancelled)))));
    } catch (ExceptionGroup failures) {
      failures.throwSingle(IOException.class);
      throw failures;
    }
  }

  @Override
  public void closeForcefully() throws IOException {
    processes.forEach(ChildProcess::killAll);
    close();
  }

  @Override
  public String toString() {
    return "pipeline of " + processes;
  }
}
