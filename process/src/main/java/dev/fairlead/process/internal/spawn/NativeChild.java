package dev.fairlead.process.internal.spawn;

import dev.fairlead.Fairlead;
import dev.fairlead.process.ExitStatus;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A child known by a pidfd, which stands for this one process whatever becomes of its number.
 *
 * <p>As long as a child that leads a group is not reaped, its number, which is that of the group,
 * cannot be given to others: the group can be signalled. So it is reaped only once the group is
 * done with. A child without a group of its own is reaped as soon as it ends.
 */
final class NativeChild extends Child {

  private static final int SIGTERM = 15;
  private static final int SIGKILL = 9;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
  private static final Duration LIMIT_AFTER_KILL = Duration.ofSeconds(2);

  private final int pidfd;
  private final boolean leader;

  // Guarded by this.
  private boolean reaped;
  private boolean asked; // everybody in the group, to end
  private boolean ended; // the watching thread has seen it, and may not have told anybody yet
  private boolean abandoned;

  NativeChild(long pid, int pidfd, boolean leader, String what) {
    super(pid, what);
    this.pidfd = pidfd;
    this.leader = leader;
  }

  /** On the watching thread. */
  void noticeEnd() throws IOException {
    boolean keep;
    ExitStatus end;
    synchronized (this) {
      if (reaped) {
        return;
      }
      end = look(Libc.WEXITED | Libc.WNOWAIT | Libc.WNOHANG);
      if (end == null) {
        return; // Meant for an earlier child whose pidfd had the same number.
      }
      ended = true;
      keep = leader && !abandoned;
      if (!keep) {
        reap();
      }
    }
    exited(end);
  }

  private @Nullable ExitStatus look(int options) throws IOException {
    try {
      Libc.Waited waited = Libc.waitid(pidfd, options);
      return switch (waited.code()) {
        case Libc.Waited.NOT_YET -> null;
        case Libc.Waited.EXITED -> new ExitStatus.Exited(waited.value());
        default -> new ExitStatus.Killed(waited.value());
      };
    } catch (Libc.Errno e) {
      if (e.number == Libc.ECHILD) {
        return new ExitStatus.Exited(-1); // Other code in this JVM has reaped it.
      }
      throw e;
    }
  }

  private void reap() throws IOException {
    if (!reaped) {
      reaped = true;
      var _ = look(Libc.WEXITED | Libc.WNOHANG);
      ExitWatch.get().forget(pidfd);
      Libc.close(pidfd);
    }
  }

  @Override
  public synchronized boolean signal(int number) throws IOException {
    return status().isEmpty() && !reaped && signal(pidfd, number);
  }

  private static boolean signal(int target, int number) throws IOException {
    try {
      Libc.pidfdSendSignal(target, number);
      return true;
    } catch (Libc.Errno e) {
      if (e.number == Libc.ESRCH) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public synchronized void signalAll(int number) throws IOException {
    if (reaped) {
      return;
    }
    // Those that have left the group first: afterwards nobody may be there to lead to them.
    for (long descendant : ProcessTable.descendants(pid())) {
      if (!leader || ProcessTable.groupOf(descendant) != pid()) {
        signalIf(descendant, number, () -> ProcessTable.isDescendant(descendant, pid()));
      }
    }
    if (leader) {
      Libc.kill(-pid(), number);
      asked |= number == SIGTERM;
    } else {
      signal(pidfd, number);
    }
  }

  /** A question about a process whose number cannot have been given to another meanwhile. */
  @FunctionalInterface
  private interface Question {
    boolean ask();
  }

  /** Signals a process that is still the one that is meant once we hold on to it. */
  private static void signalIf(long process, int number, Question stillMeant) throws IOException {
    int held;
    try {
      held = Libc.pidfdOpen(process);
    } catch (Libc.Errno e) {
      return; // It has ended.
    }
    try {
      if (stillMeant.ask()) {
        signal(held, number);
      }
    } finally {
      Libc.close(held);
    }
  }

  @Override
  public void release(Duration grace) throws IOException {
    synchronized (this) {
      if (reaped) {
        return;
      }
      if (leader && !asked) {
        askTheRest();
      }
      reap();
    }
    if (leader && groupIsLeft()) {
      endGroup(grace);
    }
  }

  /** Asks those that are left to end: a program may take a second request as an order. */
  private void askTheRest() {
    try {
      Libc.kill(-pid(), SIGTERM);
    } catch (Libc.Errno e) {
      // There is none that we may signal.
    }
  }

  /**
   * Whether somebody is left in the group. While there is, the kernel gives its number to no other
   * process: if there is a process with that number, the group has gone and this is another one.
   */
  private boolean groupIsLeft() {
    try {
      Libc.kill(-pid(), 0);
      return !Files.exists(Path.of("/proc/" + pid()));
    } catch (Libc.Errno e) {
      return false;
    }
  }

  /**
   * Kills those that do not end. They are not our children, so their ends have to be looked for.
   */
  private void endGroup(Duration grace) throws IOException {
    if (!awaitGroupEnd(grace)) {
      for (long member : members()) {
        signalIf(member, SIGKILL, () -> groupIsLeft() && ProcessTable.groupOf(member) == pid());
      }
      boolean _ = awaitGroupEnd(LIMIT_AFTER_KILL);
    }
  }

  private boolean awaitGroupEnd(Duration limit) {
    var deadline = Fairlead.currentTime().plus(limit);
    while (groupIsLeft() && !members().isEmpty()) {
      if (!Fairlead.currentTime().isBefore(deadline)) {
        return false;
      }
      Fairlead.sleep(BETWEEN_LOOKS);
    }
    return true;
  }

  private List<Long> members() {
    return ProcessTable.livingInGroup(pid());
  }

  @Override
  public synchronized void abandon() {
    abandoned = true;
    if (ended) {
      try {
        reap();
      } catch (IOException e) {
        System.getLogger("dev.fairlead.process").log(Level.WARNING, "reaping " + this, e);
      }
    }
  }
}
