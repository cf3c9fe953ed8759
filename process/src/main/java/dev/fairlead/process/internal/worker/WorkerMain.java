package dev.fairlead.process.internal.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.process.RemoteBody;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The program of a worker process: runs one function after the other, until it has been idle for
 * long, whatever threads functions have left behind. When its input ends, nobody waits for an
 * answer any more, not even for the one that is being made: the program that started it has ended,
 * and so does it.
 *
 * <p>Its arguments are the idle limit in milliseconds and, where it has them, the paths of two
 * further descriptors for requests and answers. Without them its standard streams are used, and
 * what functions print goes to standard error.
 */
public final class WorkerMain {

  private static final int GAVE_UP = 1; // as a JVM does for a failure that nobody catches

  private final DataInputStream requests;
  private final DataOutputStream answers;
  private final BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>();

  private WorkerMain(InputStream requests, OutputStream answers) {
    this.requests = new DataInputStream(requests);
    this.answers = new DataOutputStream(answers);
  }

  /** Runs the worker. */
  public static void main(String[] args) throws Exception {
    Thread.currentThread().setUncaughtExceptionHandler(WorkerMain::giveUp);
    boolean own = args.length > 1;
    InputStream in = own ? new FileInputStream(args[1]) : new FileInputStream(FileDescriptor.in);
    OutputStream out =
        own ? new FileOutputStream(args[2]) : new FileOutputStream(FileDescriptor.out);
    System.setIn(InputStream.nullInputStream());
    if (!own) {
      System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8));
    }
    new WorkerMain(in, out).run(Long.parseLong(args[0]));
    System.exit(0);
  }

  private void run(long idleMillis) throws IOException, InterruptedException {
    Thread.ofPlatform()
        .daemon()
        .name("requests")
        .uncaughtExceptionHandler(WorkerMain::giveUp)
        .start(this::readRequests);
    answers.writeByte(Messages.READY);
    answers.flush();
    // The first one is on its way: the limit is for those that have been of use.
    byte[] request = waiting.take();
    while (request != null) {
      answer(answerTo(request));
      request = waiting.poll(idleMillis, TimeUnit.MILLISECONDS);
    }
  }

  private void readRequests() {
    try {
      while (true) {
        waiting.add(requests.readNBytes(requests.readInt()));
      }
    } catch (IOException e) {
      System.exit(0); // Most likely the end of the input.
    }
  }

  /**
   * Such as a request or an answer that is larger than the memory: nobody would ever be answered,
   * as long as a function has left a thread behind.
   */
  private static void giveUp(Thread thread, Throwable failure) {
    failure.printStackTrace();
    System.exit(GAVE_UP);
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
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return Messages.toBytes(new Answer.NotSerialisable(textOf(answer, e)));
    }
  }

  private static String textOf(Answer answer, Throwable why) {
    var text = new StringWriter();
    try (var printer = new PrintWriter(text)) {
      printer.println("what the function gave cannot be serialised (" + why + "):");
      show(answer, printer);
    }
    return text.toString();
  }

  /** What it looks like is up to the classes of the function. */
  private static void show(Answer answer, PrintWriter printer) {
    try {
      if (answer instanceof Answer.Threw(Throwable thrown)) {
        thrown.printStackTrace(printer);
      } else {
        printer.println(answer);
      }
    } catch (RuntimeException | StackOverflowError e) {
      printer.println("nor can it be shown, because of a " + e.getClass().getName());
    }
  }
}
