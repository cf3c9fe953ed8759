package dev.fairlead.process.internal.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.process.RemoteBody;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The program of a worker process: runs one function after the other, until its input ends or it
 * has been idle for long.
 *
 * <p>Its arguments are the idle limit in milliseconds and, where it has them, the paths of two
 * further descriptors for requests and answers. Without them its standard streams are used, and
 * what functions print goes to standard error.
 */
public final class WorkerMain {

  private final DataInputStream requests;
  private final DataOutputStream answers;
  private final BlockingQueue<Optional<byte[]>> waiting = new LinkedBlockingQueue<>();

  private WorkerMain(InputStream requests, OutputStream answers) {
    this.requests = new DataInputStream(requests);
    this.answers = new DataOutputStream(answers);
  }

  /** Runs the worker. */
  public static void main(String[] args) throws Exception {
    boolean own = args.length > 1;
    InputStream in = own ? new FileInputStream(args[1]) : new FileInputStream(FileDescriptor.in);
    OutputStream out =
        own ? new FileOutputStream(args[2]) : new FileOutputStream(FileDescriptor.out);
    System.setIn(InputStream.nullInputStream());
    if (!own) {
      System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8));
    }
    new WorkerMain(in, out).run(Long.parseLong(args[0]));
  }

  private void run(long idleMillis) throws IOException, InterruptedException {
    Thread.ofPlatform().daemon().name("requests").start(this::readRequests);
    answers.writeByte(Messages.READY);
    answers.flush();
    // The first one is on its way: the limit is for those that have been of use.
    Optional<byte[]> request = waiting.take();
    while (request != null && request.isPresent()) {
      answer(answerTo(request.get()));
      request = waiting.poll(idleMillis, TimeUnit.MILLISECONDS);
    }
  }

  private void readRequests() {
    try {
      while (true) {
        waiting.add(Optional.of(requests.readNBytes(requests.readInt())));
      }
    } catch (EOFException e) {
      waiting.add(Optional.empty()); // The program that started this one wants no more.
    } catch (IOException e) {
      waiting.add(Optional.empty());
    }
  }

  @SuppressWarnings("CatchesEverything") // Whatever it is, the caller is told.
  private static Answer answerTo(byte[] request) {
    try {
      var function = (RemoteBody<?, ?>) Messages.toObject(request);
      if (function == null) {
        throw new IOException("no function was sent");
      }
      return new Answer.Returned(function.call());
    } catch (Throwable thrown) {
      return new Answer.Threw(thrown);
    }
  }

  /** What was printed before is to be there before. */
  private void answer(Answer answer) throws IOException {
    System.out.flush();
    System.err.flush();
    byte[] bytes = toBytes(answer);
    answers.writeInt(bytes.length);
    answers.write(bytes);
    answers.flush();
  }

  private static byte[] toBytes(Answer answer) throws IOException {
    try {
      return Messages.toBytes(answer);
    } catch (IOException | RuntimeException e) {
      return Messages.toBytes(new Answer.NotSerialisable(textOf(answer, e)));
    }
  }

  private static String textOf(Answer answer, Exception why) {
    var text = new StringWriter();
    try (var printer = new PrintWriter(text)) {
      printer.println("what the function gave cannot be serialised (" + why + "):");
      if (answer instanceof Answer.Threw(Throwable thrown)) {
        thrown.printStackTrace(printer);
      } else {
        printer.println(answer);
      }
    }
    return text.toString();
  }
}
