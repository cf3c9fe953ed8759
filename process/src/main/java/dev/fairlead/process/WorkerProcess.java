package dev.fairlead.process;

import dev.fairlead.CancelScope;
import dev.fairlead.DeadlineExceededException;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.TaskGroup;
import dev.fairlead.process.internal.worker.Answer;
import dev.fairlead.process.internal.worker.Messages;
import dev.fairlead.stream.BufferedByteReceiveStream;
import dev.fairlead.stream.ByteSendStream;
import java.io.IOException;
import java.io.ObjectStreamException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** One worker process. Used by one task at a time. */
final class WorkerProcess {

  private static final Duration LIMIT_OF_START = Duration.ofSeconds(20);
  private static final Duration LIMIT_OF_END = Duration.ofSeconds(2);

  private final ChildProcess process;
  private final ByteSendStream requests;
  private final BufferedByteReceiveStream answers;
  private final WorkerOutput output;

  // Written by the task that uses it.
  private int uses;

  private WorkerProcess(ChildProcess process, WorkerWiring wiring) {
    this.process = process;
    this.requests = process.input(wiring.requests());
    this.answers = new BufferedByteReceiveStream(process.output(wiring.answers()));
    this.output = new WorkerOutput(process.pipeFrom(wiring.output()), "worker " + process.pid());
  }

  /** Starts a worker and waits until it is ready. A checkpoint. */
  static WorkerProcess start(WorkerSettings settings) throws BrokenWorkerProcessException {
    WorkerProcess worker;
    try {
      worker = open(settings.kind());
    } catch (IOException e) {
      throw new BrokenWorkerProcessException(
          "a worker process could not be started: " + e.getMessage(), Optional.empty(), "", e);
    }
    boolean ready = false;
    try {
      worker.awaitReady(settings.listener());
      ready = true;
      return worker;
    } finally {
      if (!ready) {
        worker.kill();
      }
    }
  }

  private static WorkerProcess open(WorkerSettings.Kind kind) throws IOException {
    WorkerWiring wiring = WorkerWiring.on(kind.platform());
    ChildProcess process = ProcessStart.open(wiring.command(kind), wiring.options(kind.platform()));
    process.isSeenTo(); // The runtime ends it, however many tasks use it until then.
    return new WorkerProcess(process, wiring);
  }

  private void awaitReady(Consumer<? super OutputLine> listener)
      throws BrokenWorkerProcessException {
    try {
      attended(
          listener,
          () ->
              CancelScope.failAfter(LIMIT_OF_START)
                  .run(() -> {
                    if (answers.receiveExactly(1)[0] != Messages.READY) {
                      throw new IOException("it does not say that it is ready");
                    }
                  }));
    } catch (IOException | DeadlineExceededException e) {
      throw broken("a worker process did not get ready", listener, e);
    }
  }

  /** Has it run something, so that what it needs for that is loaded. A checkpoint. */
  void warmUp(Consumer<? super OutputLine> listener) throws BrokenWorkerProcessException {
    Answer _ = exchange(ToProcess.serialised(new WarmUp()), listener);
  }

  /** Has a function run. A checkpoint; unless it returns, the worker is of no more use. */
  Answer call(byte[] request, Consumer<? super OutputLine> listener)
      throws BrokenWorkerProcessException {
    uses++;
    return exchange(request, listener);
  }

  private Answer exchange(byte[] request, Consumer<? super OutputLine> listener)
      throws BrokenWorkerProcessException {
    var answer = new Answer[1];
    try {
      attended(
          listener,
          () -> {
            requests.send(
                ByteBuffer.allocate(Messages.LENGTH_BYTES).putInt(request.length).flip(),
                ByteBuffer.wrap(request));
            int length = ByteBuffer.wrap(answers.receiveExactly(Messages.LENGTH_BYTES)).getInt();
            answer[0] = answerOf(answers.receiveExactly(length));
          });
    } catch (IOException e) {
      throw broken("a worker process has ended while it ran a function", listener, e);
    }
    return answer[0];
  }

  /** The worker has done its part even if what it gave cannot be read here. */
  private static Answer answerOf(byte[] bytes) throws IOException {
    try {
      if (Messages.toObject(bytes) instanceof Answer answer) {
        return answer;
      }
    } catch (StreamCorruptedException e) {
      throw e; // No answer at all.
    } catch (ObjectStreamException | RuntimeException | StackOverflowError e) {
      return new Answer.NotSerialisable("what the function gave cannot be read here: " + e);
    }
    throw new IOException("this is no answer");
  }

  /** What a worker does before it is needed. */
  private record WarmUp() implements RemoteBody<Integer, RuntimeException> {
    private static final long serialVersionUID = 1L;

    @Override
    public Integer call() {
      return 0;
    }
  }

  /** Something done with the worker. */
  @FunctionalInterface
  private interface Exchange {
    void run() throws IOException;
  }

  /** Takes what the worker prints meanwhile, so that it is not held up. */
  private void attended(Consumer<? super OutputLine> listener, Exchange exchange)
      throws IOException {
    output.begin();
    try {
      TaskGroup.<IOException>run(
          o -> o.withName("worker process " + process.pid()).withPlainFailure(),
          group -> {
            group.startSoon(() -> output.receive(listener));
            exchange.run();
            output.end();
          });
    } catch (ExceptionGroup failures) {
      failures.throwSingle(IOException.class);
      throw failures;
    }
  }

  private BrokenWorkerProcessException broken(
      String what, Consumer<? super OutputLine> listener, Exception cause) {
    CancelScope.cleanUp(LIMIT_OF_END)
        .run(() -> {
          process.waitFor();
          try {
            output.receiveRest(listener);
          } catch (IOException e) {
            cause.addSuppressed(e);
          }
        });
    return new BrokenWorkerProcessException(what, process.exitStatus(), output.last(), cause);
  }

  /** How many functions it was given. */
  int uses() {
    return uses;
  }

  boolean isUsable() {
    return process.exitStatus().isEmpty();
  }

  /** Has something done soon after its end, on a thread that must not wait. */
  void whenEnded(Runnable action) {
    process.child().whenEnded(action);
  }

  /** Ends it and waits for that, even if the task is cancelled. */
  void kill() throws BrokenWorkerProcessException {
    try {
      process.closeForcefully();
    } catch (IOException e) {
      throw new BrokenWorkerProcessException(
          "a worker process could not be ended: " + e.getMessage(), process.exitStatus(), "", e);
    }
  }

  /** Ends it without waiting, when its runtime or it has ended. */
  void abandon() {
    process.abandon();
  }
}
