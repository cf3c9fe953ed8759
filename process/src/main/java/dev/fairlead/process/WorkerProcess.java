package dev.fairlead.process;

import static dev.fairlead.process.ProcessSettings.STDERR;
import static dev.fairlead.process.ProcessSettings.STDIN;
import static dev.fairlead.process.ProcessSettings.STDOUT;

import dev.fairlead.CancelScope;
import dev.fairlead.DeadlineExceededException;
import dev.fairlead.ExceptionGroup;
import dev.fairlead.TaskGroup;
import dev.fairlead.process.internal.worker.Answer;
import dev.fairlead.process.internal.worker.Messages;
import dev.fairlead.stream.BufferedByteReceiveStream;
import dev.fairlead.stream.ByteSendStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** One worker process. Used by one task at a time. */
final class WorkerProcess {

  private static final int REQUESTS = 3;
  private static final int ANSWERS = 4;
  private static final Duration LIMIT_OF_START = Duration.ofSeconds(20);
  private static final Duration LIMIT_OF_END = Duration.ofSeconds(2);

  private final ChildProcess process;
  private final ByteSendStream requests;
  private final BufferedByteReceiveStream answers;
  private final WorkerOutput output;

  // Written by the task that uses it.
  private int uses;

  private WorkerProcess(ChildProcess process, boolean ownDescriptors) {
    this.process = process;
    this.requests = process.input(ownDescriptors ? REQUESTS : STDIN);
    this.answers = new BufferedByteReceiveStream(process.output(ownDescriptors ? ANSWERS : STDOUT));
    this.output =
        new WorkerOutput(
            process.pipeFrom(ownDescriptors ? STDOUT : STDERR), "worker " + process.pid());
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
    boolean own = kind.platform().spawner(true).givesDescriptors();
    String idle = Long.toString(kind.idleLimit().toMillis());
    Command command =
        own
            ? WorkerJvm.command(kind, idle, "/dev/fd/" + REQUESTS, "/dev/fd/" + ANSWERS)
            : WorkerJvm.command(kind, idle);
    ProcessOptions options = ProcessSettings.DEFAULTS.on(kind.platform());
    options =
        own
            ? options.withStderr(Redirect.intoStdout()).withInput(REQUESTS).withOutput(ANSWERS)
            : options.withStdin(Redirect.pipe()).withStderr(Redirect.pipe());
    return new WorkerProcess(ProcessStart.open(command, (ProcessSettings) options), own);
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

  private static Answer answerOf(byte[] bytes) throws IOException {
    if (Messages.toObject(bytes) instanceof Answer answer) {
      return answer;
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

  /** Ends it and waits for that, even if the task is cancelled. */
  void kill() throws BrokenWorkerProcessException {
    try {
      process.closeForcefully();
    } catch (IOException e) {
      throw new BrokenWorkerProcessException(
          "a worker process could not be ended: " + e.getMessage(), process.exitStatus(), "", e);
    }
  }

  /** Ends it without waiting, when its runtime has ended. */
  void abandon() {
    process.abandon();
  }
}
