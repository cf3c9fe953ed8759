package dev.fairlead.process.internal.spawn;

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
final class NativeChild extends Child implements LeftBehind {

  private static final int SIGTERM = 15;
  private static final int SIGKILL = 9;

  private final int pidfd;
  private final boolean leader;

  // Guarded by this.
  private final Strays strays = new Strays();
  private boolean reaped;
  private boolean asked; // everybody, to end
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
    if (status().isPresent() || reaped) {
      return false;
    }
    addStrays();
    return Libc.pidfdSendSignal(pidfd, number);
  }

  /** Before a signal, because afterwards nobody may be there to lead to them. */
  private void addStrays() throws IOException {
    strays.addTheirs();
    if (!reaped) {
      strays.addFrom(pid(), each -> !leader || ProcessTable.groupOf(each) != pid());
    }
  }

  @Override
  public synchronized void signalAll(int number) throws IOException {
    addStrays();
    strays.signal(number);
    asked |= number == SIGTERM;
    if (reaped) {
      return;
    }
    if (leader) {
      boolean _ = Libc.kill(-pid(), number);
    } else {
      boolean _ = Libc.pidfdSendSignal(pidfd, number);
    }
  }

  @Override
  public void release(Duration grace) throws IOException {
    askThoseLeft();
    try {
      end(grace);
    } finally {
      letStraysGo();
    }
  }

  /** Asks them to end if nobody has: a program may take a second request as an order. */
  private synchronized void askThoseLeft() throws IOException {
    if (!asked) {
      strays.signal(SIGTERM);
      if (leader && !reaped) {
        askGroup();
      }
    }
    reap();
  }

  private void askGroup() {
    try {
      boolean _ = Libc.kill(-pid(), SIGTERM);
    } catch (Libc.Errno e) {
      // There is none that we may signal.
    }
  }

  private synchronized void letStraysGo() throws IOException {
    strays.letGo();
  }

  /**
   * Whether somebody is left in the group. While there is, the kernel gives its number to no other
   * process: if there is a process with that number, the group has gone and this is another one.
   */
  private boolean groupIsLeft() {
    try {
      return Libc.kill(-pid(), 0) && !Files.exists(Path.of("/proc/" + pid()));
    } catch (Libc.Errno e) {
      return false; // There is none that we may signal.
    }
  }

  @Override
  public synchronized boolean anyIsLeft() throws IOException {
    return strays.areLeft() || (leader && groupIsLeft() && !members().isEmpty());
  }

  @Override
  public synchronized void killThoseLeft() throws IOException {
    if (leader) {
      for (long member : members()) {
        strays.add(member, () -> groupIsLeft() && ProcessTable.groupOf(member) == pid());
      }
    }
    strays.addTheirs();
    strays.signal(SIGKILL);
  }

  private List<Long> members() {
    return ProcessTable.livingInGroup(pid());
  }

  @Override
  public synchronized void abandon() {
    abandoned = true;
    try {
      strays.letGo();
      if (ended) {
        reap();
      }
    } catch (IOException e) {
      System.getLogger("dev.fairlead.process").log(Level.WARNING, "reaping " + this, e);
    }
  }
}
