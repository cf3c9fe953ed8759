package dev.fairlead.benchmarks.echo;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The main class of every echo server in Java: starts the subject, says its port, then answers
 * questions about memory until its input ends.
 */
public final class EchoServer {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private EchoServer() {}

  /** Arguments: the subject's name and the size of its buffers in bytes. */
  public static void main(String[] arguments) throws Exception {
    int bufferSize = Integer.parseInt(arguments[1]);
    EchoSubjects.java(arguments[0]).start(bufferSize, EchoServer::printPort);
    answerQuestions();
  }

  private static void printPort(int port) {
    System.out.println("port " + port);
  }

  private static void answerQuestions() throws IOException {
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = input.readLine(); line != null; line = input.readLine()) {
      System.out.println(answer(line));
    }
    System.exit(0);
  }

  private static String answer(String question) throws IOException {
    return switch (question) {
      case "memory" -> memory();
      case "allocated" -> "allocated bytes=" + THREADS.getTotalThreadAllocatedBytes();
      default -> throw new IllegalArgumentException("unknown question: " + question);
    };
  }

  /** What is reachable after collections, and what the process holds outside the heap. */
  private static String memory() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    long resident =
        dev.fairlead.benchmarks.harness.CpuTimes.residentBytes(ProcessHandle.current().pid());
    return String.format(Locale.ROOT, "memory heap=%d resident=%d", heap.getUsed(), resident);
  }
}
