package dev.fairlead.process;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A signal of POSIX systems.
 *
 * {@snippet file="SignalsSnippets.java" region="receive"}
 *
 * <p>Signals have numbers that differ between systems; {@link #number} is the one here. Windows
 * knows {@link #SIGINT} and {@link #SIGTERM} only.
 */
public enum Signal {
  /** The terminal was closed; many servers read their configuration again. */
  SIGHUP(1, 1),
  /** Ctrl-C. */
  SIGINT(2, 2),
  /** Ctrl-\. The JVM keeps it for thread dumps. */
  SIGQUIT(3, 3),
  /** An illegal instruction. */
  SIGILL(4, 4),
  /** A breakpoint. */
  SIGTRAP(5, 5),
  /** The program gave itself up. */
  SIGABRT(6, 6),
  /** An error of the memory bus. */
  SIGBUS(7, 10),
  /** An error of arithmetic. */
  SIGFPE(8, 8),
  /** Ends a process at once; it cannot be caught. */
  SIGKILL(9, 9),
  /** Free for programs to use. */
  SIGUSR1(10, 30),
  /** A wrong address in memory. */
  SIGSEGV(11, 11),
  /** Free for programs to use; on Linux the JVM uses it. */
  SIGUSR2(12, 31),
  /** A write to a pipe that nobody reads. */
  SIGPIPE(13, 13),
  /** An alarm clock. */
  SIGALRM(14, 14),
  /** The polite request to end. */
  SIGTERM(15, 15),
  /** A child process has ended or stopped. */
  SIGCHLD(17, 20),
  /** Lets a stopped process go on. */
  SIGCONT(18, 19),
  /** Stops a process; it cannot be caught. */
  SIGSTOP(19, 17),
  /** Ctrl-Z. */
  SIGTSTP(20, 18),
  /** A background process wants to read from the terminal. */
  SIGTTIN(21, 21),
  /** A background process wants to write to the terminal. */
  SIGTTOU(22, 22),
  /** Urgent data has come on a socket. */
  SIGURG(23, 16),
  /** The limit of processor time has passed. */
  SIGXCPU(24, 24),
  /** The limit of the size of a file has passed. */
  SIGXFSZ(25, 25),
  /** The size of the terminal has changed. */
  SIGWINCH(28, 28),
  /** Asks for a status; on Linux, power is failing. */
  SIGPWR(30, 29),
  /** A wrong system call. */
  SIGSYS(31, 12);

  private static final boolean LINUX = System.getProperty("os.name").startsWith("Linux");

  private final int onLinux;
  private final int onBsd;

  Signal(int onLinux, int onBsd) {
    this.onLinux = onLinux;
    this.onBsd = onBsd;
  }

  /** The number of the signal on this system. */
  public int number() {
    return LINUX ? onLinux : onBsd;
  }

  /** The signal with a number on this system; empty for one that has no name here. */
  public static Optional<Signal> ofNumber(int number) {
    return Arrays.stream(values()).filter(signal -> signal.number() == number).findFirst();
  }

  /** The name without {@code SIG}, as the {@code kill} program takes it. */
  String shortName() {
    return name().substring(3);
  }

  /** The name of a number, for messages. */
  static String nameOf(OptionalInt number) {
    return number.isEmpty()
        ? "an unknown signal"
        : ofNumber(number.getAsInt()).map(Signal::name).orElse("signal " + number.getAsInt());
  }
}
