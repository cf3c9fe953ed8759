package dev.fairlead.net.internal.serve;

import dev.fairlead.Deadline;
import dev.fairlead.Fairlead;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.ZoneId;

/**
 * What is done when the system refuses to accept: pause, longer each time, and try again.
 *
 * <p>Mostly too many files are open; the connection then stays in the backlog, and trying at once
 * would spin. What a connection itself suffered, such as a reset before it was accepted, is over
 * with the first short pause.
 */
final class AcceptRefusals {

  private static final Logger LOGGER = System.getLogger("dev.fairlead.net");

  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LOGS = Duration.ofSeconds(10);

  private final String listener;
  private Duration pause = FIRST_PAUSE;
  private Deadline nextLog = Deadline.PASSED;

  AcceptRefusals(String listener) {
    this.listener = listener;
    prepareLogging();
  }

  /**
   * Lets the JDK read now what its loggers need to write a line, such as the names of time zones:
   * if the first line of a program is the one that no more files can be opened, the logger fails
   * with an error of which it never recovers.
   */
  private static void prepareLogging() {
    if (LOGGER.isLoggable(Level.WARNING)) {
      var _ = ZoneId.systemDefault();
    }
  }

  /** Notes that a connection was accepted. */
  void over() {
    pause = FIRST_PAUSE;
  }

  /** Pauses after a refusal. A checkpoint. */
  void pauseAfter(IOException refusal) {
    Deadline now = Fairlead.currentTime();
    if (!now.isBefore(nextLog)) {
      nextLog = now.plus(BETWEEN_LOGS);
      LOGGER.log(
          Level.WARNING,
          "cannot accept on " + listener + " now, will go on trying: " + refusal.getMessage(),
          refusal);
    }
    Fairlead.sleep(pause);
    pause =
        pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
  }
}
