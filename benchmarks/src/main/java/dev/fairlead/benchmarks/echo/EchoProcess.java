package dev.fairlead.benchmarks.echo;

import dev.fairlead.benchmarks.harness.CCompiler;
import dev.fairlead.benchmarks.harness.ChildProcess;
import dev.fairlead.benchmarks.harness.CpuTimes;
import java.io.IOException;
import java.util.List;

/** A running echo server of any kind, and what can be asked of it. */
final class EchoProcess implements AutoCloseable {
  // Room for everyone, and the same for everyone; the rest is each JVM's own choice.
  private static final List<String> FLAGS =
      List.of(
          "-Xms512m",
          "-Xmx512m",
          "-XX:+AlwaysPreTouch",
          "--enable-native-access=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final String subject;
  private final ChildProcess process;
  private final int port;

  private EchoProcess(String subject, ChildProcess process) throws IOException {
    this.subject = subject;
    this.process = process;
    this.port = Integer.parseInt(process.readLine().replace("port ", ""));
  }

  static EchoProcess start(String subject, EchoScenario scenario, CCompiler c)
      throws IOException, InterruptedException {
    var processors = scenario.placement().server();
    var size = String.valueOf(scenario.bufferSize());
    if (subject.equals(EchoSubjects.C)) {
      var program = c.program("echo").toString();
      return new EchoProcess(subject, ChildProcess.start(processors, List.of(program, size)));
    }
    var arguments = List.of(subject, size);
    return new EchoProcess(
        subject, ChildProcess.startJvm(processors, FLAGS, EchoServer.class, arguments));
  }

  String subject() {
    return subject;
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  double cpuSeconds() {
    return CpuTimes.processSeconds(process.pid());
  }

  double allocatedBytes() throws IOException {
    return process.ask("allocated").number("bytes");
  }

  /** Bytes reachable in the heap, after collections. */
  Memory memory() throws IOException {
    var answer = process.ask("memory");
    return new Memory(answer.number("heap"), answer.number("resident"));
  }

  /**
   * Memory of a server.
   *
   * @param heap reachable bytes in the heap
   * @param resident bytes of the process; the heap's pages are all touched from the start, so that
   *     growth is growth outside the heap
   */
  record Memory(double heap, double resident) {}

  @Override
  public void close() throws IOException {
    process.close();
  }
}
