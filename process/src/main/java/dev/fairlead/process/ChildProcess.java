package dev.fairlead.process;

import static dev.fairlead.process.ProcessSettings.STDERR;
import static dev.fairlead.process.ProcessSettings.STDIN;
import static dev.fairlead.process.ProcessSettings.STDOUT;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.lowlevel.OpenResource;
import dev.fairlead.process.ProcessSettings.Patience;
import dev.fairlead.process.internal.pipe.ChildInput;
import dev.fairlead.process.internal.pipe.ChildOutput;
import dev.fairlead.process.internal.spawn.Child;
import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.stream.ByteSendStream;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.Resource;
import dev.fairlead.stream.StapledByteStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A program that this program has started and that ends with its scope.
 *
 * {@snippet file="ProcessesSnippets.java" region="open"}
 *
 * <p>Closing ends it, if it has not ended by itself, together with the processes it has started:
 * with {@code SIGTERM}, and after a grace with {@code SIGKILL}. It is waited for even if the task
 * is cancelled; then its pipes are closed. So wait for its end, by {@link #waitFor}, before leaving
 * the scope if it is to end by itself.
 *
 * <p>Any number of tasks may wait for its end and send signals; one task at a time may use each
 * stream. The streams have the operating system's pipes as their only buffers: who does not read
 * makes the program wait.
 */
public final class ChildProcess implements Resource {

  private final Child child;
  private final Command command;
  private final Patience patience;
  private final Map<Integer, ChildInput> inputs;
  private final Map<Integer, ChildOutput> outputs;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final OpenResource open;

  ChildProcess(
      Child child,
      Command command,
      Patience patience,
      Map<Integer, ChildInput> inputs,
      Map<Integer, ChildOutput> outputs) {
    this.child = child;
    this.command = command;
    this.patience = patience;
    this.inputs = inputs;
    this.outputs = outputs;
    LiveChildren.add(child);
    this.open = OpenResource.note(this);
  }

  /** The number of the process. */
  public long pid() {
    return child.pid();
  }

  /** What was started. */
  public Command command() {
    return command;
  }

  /**
   * What the program reads as its standard input. Closing it is the end of the input.
   *
   * @throws IllegalStateException if the standard input is no pipe
   */
  public ByteSendStream stdin() {
    return input(STDIN);
  }

  /**
   * What the program writes to its standard output.
   *
   * @throws IllegalStateException if the standard output is no pipe
   */
  public ByteReceiveStream stdout() {
    return output(STDOUT);
  }

  /**
   * What the program writes to its standard error.
   *
   * @throws IllegalStateException if the standard error is no pipe
   */
  public ByteReceiveStream stderr() {
    return output(STDERR);
  }

  /**
   * Standard input and output as one stream, whose {@code sendEof} ends the input.
   *
   * @throws IllegalStateException if one of them is no pipe
   */
  public ByteStream stdio() {
    return new StapledByteStream(stdin(), stdout());
  }

  /**
   * The other end of a descriptor that the program reads from.
   *
   * @throws IllegalStateException if the descriptor is no pipe to the program
   */
  public ByteSendStream input(int descriptor) {
    ChildInput input = inputs.get(descriptor);
    if (input == null) {
      throw noPipe(descriptor, descriptor == STDIN ? "withStdin(Redirect.pipe())" : "withInput");
    }
    return input;
  }

  /**
   * The other end of a descriptor that the program writes to.
   *
   * @throws IllegalStateException if the descriptor is no pipe from the program
   */
  public ByteReceiveStream output(int descriptor) {
    return pipeFrom(descriptor);
  }

  ChildOutput pipeFrom(int descriptor) {
    ChildOutput output = outputs.get(descriptor);
    if (output == null) {
      throw noPipe(
          descriptor,
          switch (descriptor) {
            case STDOUT -> "withStdout(Redirect.pipe())";
            case STDERR -> "withStderr(Redirect.pipe())";
            default -> "withOutput(" + descriptor + ")";
          });
    }
    return output;
  }

  private IllegalStateException noPipe(int descriptor, String option) {
    return new IllegalStateException(
        "descriptor " + descriptor + " is no pipe; start it with " + option + ": " + command);
  }

  /**
   * Waits until the program has ended; not for its pipes, which programs it has started may still
   * hold. A checkpoint.
   */
  public ExitStatus waitFor() {
    return child.await();
  }

  /** How the program has ended; empty while it runs. */
  public Optional<ExitStatus> exitStatus() {
    return child.status();
  }

  /**
   * Asks the program to end, by {@code SIGTERM}.
   *
   * @return false if it had ended already
   */
  public boolean terminate() throws IOException {
    return signal(Signal.SIGTERM);
  }

  /**
   * Ends the program at once, by {@code SIGKILL}.
   *
   * @return false if it had ended already
   */
  public boolean kill() throws IOException {
    return signal(Signal.SIGKILL);
  }

  /**
   * Sends a signal to the program, never to another one that has got its number since.
   *
   * @return false if it had ended already
   */
  public boolean signal(Signal signal) throws IOException {
    return child.signal(signal.number());
  }

  /** Sends a signal to the program and the processes it has started. */
  public void signalAll(Signal signal) throws IOException {
    child.signalAll(signal.number());
  }

  /**
   * Ends the program and those it has started, waits for that, and closes the pipes.
   *
   * @throws ProcessStuckException if it does not end
   */
  @Override
  public void close() throws IOException {
    close(Fairlead.currentScope().isEffectivelyCancelled());
  }

  void close(boolean cancelled) throws IOException {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    Duration grace = cancelled ? patience.whenCancelled() : patience.grace();
    CancelScope.shielded()
        .run(() -> {
          try {
            inputs.values().forEach(ChildInput::close);
            new ProcessEnd(this, outputs.values()).within(grace, patience.afterKill());
          } finally {
            closePipes();
            LiveChildren.remove(child);
            open.closed();
          }
        });
  }

  @Override
  public void closeForcefully() throws IOException {
    killAll();
    close();
  }

  /** Leaves the end to somebody who sees to it: it is none of what a task has to close. */
  void isSeenTo() {
    open.closed();
  }

  /** Where that is not permitted, closing is not either, and tells of it. */
  void killAll() {
    try {
      child.signalAll(Signal.SIGKILL.number());
    } catch (IOException e) {
      System.getLogger("dev.fairlead.process").log(Level.DEBUG, "ending " + this, e);
    }
  }

  /** Ends everything without waiting; what is to be reaped is reaped in the background. */
  void abandon() {
    if (closing.compareAndSet(false, true)) {
      try {
        child.signalAll(Signal.SIGKILL.number());
      } catch (IOException e) {
        System.getLogger("dev.fairlead.process").log(Level.WARNING, "ending " + this, e);
      }
      child.abandon();
      closePipes();
      LiveChildren.remove(child);
      open.closed();
    }
  }

  /** What the operating system knows of it. */
  Child child() {
    return child;
  }

  private void closePipes() {
    inputs.values().forEach(ChildInput::close);
    outputs.values().forEach(ChildOutput::close);
  }

  @Override
  public String toString() {
    return child + ": " + command;
  }
}
