package dev.fairlead.process.internal.spawn;

import dev.fairlead.process.ExitStatus;
import dev.fairlead.process.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A child of the JDK. The JDK reaps it as soon as it ends, and tells its end as a shell would: a
 * signal counts as what has ended it only if it was sent here.
 */
final class JdkChild extends Child {

  private static final int SIGTERM = 15;
  private static final int SIGKILL = 9;
  private static final int SIGNALLED = 128;

  private final Process process;
  private final boolean leader;
  private final Set<Integer> sent = ConcurrentHashMap.newKeySet();

  JdkChild(Process process, boolean leader, String what) {
    super(process.pid(), what);
    this.process = process;
    this.leader = leader;
    var _ = process.onExit().thenAccept(ended -> exited(statusOf(ended.exitValue())));
  }

  private ExitStatus statusOf(int value) {
    return value > SIGNALLED && sent.contains(value - SIGNALLED)
        ? new ExitStatus.Killed(value - SIGNALLED)
        : new ExitStatus.Exited(value);
  }

  @Override
  public boolean signal(int number) throws IOException {
    if (!process.isAlive()) {
      return false;
    }
    sent.add(number);
    switch (number) {
      case SIGTERM -> destroy(process.toHandle());
      case SIGKILL -> kill(process.toHandle());
      default -> runKill(number, Long.toString(pid()));
    }
    return true;
  }

  private static void destroy(ProcessHandle handle) {
    boolean _ = handle.destroy(); // Compares the time of start, so that no other is meant.
  }

  private static void kill(ProcessHandle handle) {
    boolean _ = handle.destroyForcibly();
  }

  @Override
  public void signalAll(int number) throws IOException {
    List<ProcessHandle> descendants = process.descendants().toList();
    if (leader && process.isAlive()) {
      sent.add(number);
      runKill(number, "-" + pid());
    }
    signal(number);
    descendants.forEach(number == SIGKILL ? JdkChild::kill : JdkChild::destroy);
  }

  /** The JDK has no other way to send a signal. */
  private static void runKill(int number, String target) throws IOException {
    String name =
        Signal.ofNumber(number).map(it -> it.name().substring(3)).orElse(Integer.toString(number));
    String kill =
        Programs.find("kill")
            .orElseThrow(() ->
                new UnsupportedOperationException(
                    "sending SIG" + name + " needs native access or the program kill"));
    Process sender =
        new ProcessBuilder(kill, "-" + name, "--", target)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean _ = sender.onExit().thenApply(Process::exitValue).join() == 0;
  }

  @Override
  public void release(Duration grace) {
    // The JDK has reaped it, and its number may be another's: what it left behind is out of reach.
  }

  @Override
  public void abandon() {
    // The JDK reaps it whenever it ends.
  }

  @Override
  public OutputStream standardInput() {
    return process.getOutputStream();
  }

  @Override
  public InputStream standardOutput(int descriptor) {
    return descriptor == 1 ? process.getInputStream() : process.getErrorStream();
  }
}
