package dev.fairlead.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.CancelScope;
import dev.fairlead.process.internal.pipe.ChildOutput;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * What a worker process prints: the end of it is kept, and its lines go to who listens. One task
 * receives at a time.
 */
final class WorkerOutput {

  private static final int TAIL_BYTES = 4_000;

  private final ChildOutput output;
  private final PrintedLines lines;
  private final Capture tail = new Capture("a worker process", TAIL_BYTES, PastLimit.KEEP_END);

  // Any task. A receiver that misses the first is found by the second, or the other way round.
  private volatile boolean enough;
  private volatile CancelScope waiting = CancelScope.create();

  WorkerOutput(ChildOutput output, String source) {
    this.output = output;
    this.lines = new PrintedLines(source);
    Capture _ = tail.withCopy(lines::take);
  }

  /** A function begins; what it prints is to be received. */
  void begin() {
    enough = false;
  }

  /** The function has ended; what it has printed is still received, but not waited for. */
  void end() {
    enough = true;
    waiting.cancel("the function has ended");
  }

  /** Receives until the end of the function, or of the worker. A checkpoint. */
  void receive(Consumer<? super OutputLine> listener) throws IOException {
    boolean more = true;
    while (more && !enough) {
      more = receiveOnce();
      lines.tell(listener);
    }
    if (more) {
      tail.receiveAvailable(output);
    }
    lines.endLast();
    lines.tell(listener);
  }

  /** The listener is told outside of the scope that the end of the function cancels. */
  private boolean receiveOnce() throws IOException {
    CancelScope scope = CancelScope.create();
    waiting = scope;
    boolean[] more = {true};
    if (!enough) {
      scope.<IOException>run(() -> more[0] = tail.receiveOnce(output));
    }
    return more[0];
  }

  /** Receives what a worker that has ended left. A checkpoint. */
  void receiveRest(Consumer<? super OutputLine> listener) throws IOException {
    tail.receiveAll(output);
    lines.endLast();
    lines.tell(listener);
  }

  /** The end of what it has printed. */
  String last() {
    return new String(tail.result().bytes(), UTF_8).strip();
  }
}
