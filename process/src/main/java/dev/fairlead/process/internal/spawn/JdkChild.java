package dev.fairlead.process.internal.spawn;

import dev.fairlead.process.ExitStatus;
import dev.fairlead.process.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A child of the JDK. The JDK reaps it as soon as it ends, and tells its end as a shell would: a
 * signal counts as what has ended it only if it was sent here.
 */
final class JdkChild extends Child implements LeftBehind {

  private static final int SIGTERM = 15;
  private static final int SIGKILL = 9;
  private static final int SIGNALLED = 128;

  private final Process process;
  private final boolean leader;
  private final Set<Integer> sent = ConcurrentHashMap.newKeySet();

  // Guarded by this: those that were found so far and have not ended.
  private final Set<ProcessHandle> descendants = new LinkedHashSet<>();

  private volatile boolean asked; // everybody, to end

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
    var _ = findDescendants(); // Afterwards nobody may be there to lead to them.
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
    List<ProcessHandle> found = findDescendants();
    asked = asked || number == SIGTERM;
    if (leader && process.isAlive()) {
      sent.add(number);
      runKill(number, "-" + pid());
    }
    signal(number);
    found.forEach(number == SIGKILL ? JdkChild::kill : JdkChild::destroy);
  }

  private synchronized List<ProcessHandle> findDescendants() {
    addFrom(process.toHandle());
    List.copyOf(descendants).forEach(this::addFrom);
    descendants.removeIf(JdkChild::hasEnded);
    return List.copyOf(descendants);
  }

  private void addFrom(ProcessHandle ancestor) {
    List<ProcessHandle> found = ancestor.descendants().toList();
    if (ancestor.isAlive()) { // Otherwise its number may have been another's.
      descendants.addAll(found);
    }
  }

  private static boolean hasEnded(ProcessHandle process) {
    return !process.isAlive() || ProcessTable.isZombie(process.pid());
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
  public void release(Duration grace) throws IOException {
    // The JDK has reaped it, and its number may be another's: only those are in reach that are
    // known already.
    if (!asked && anyIsLeft()) {
      findDescendants().forEach(JdkChild::destroy);
    }
    end(grace);
  }

  @Override
  public synchronized boolean anyIsLeft() {
    descendants.removeIf(JdkChild::hasEnded);
    return !descendants.isEmpty();
  }

  @Override
  public void killThoseLeft() {
    findDescendants().forEach(JdkChild::kill);
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
