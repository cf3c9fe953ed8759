package dev.fairlead.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * The log of the library, of which nothing that it throws comes here. It is written to in the
 * middle of things, such as the end of a task, which must come to pass whatever becomes of a line:
 * a handler may fail, or a failure that cannot even say what it is.
 */
public final class Log {

  private static final Logger LOGGER = System.getLogger("dev.fairlead");

  private Log() {}

  /** Writes what no caller can be told. */
  public static void write(Level level, String what, @Nullable Throwable thrown) {
    try {
      LOGGER.log(level, what, thrown);
    } catch (Throwable unwritable) {
      writePlainly(level, what + "; the log failed with a " + unwritable.getClass().getName());
    }
  }

  private static void writePlainly(Level level, String what) {
    try {
      LOGGER.log(level, what);
    } catch (Throwable _) {
      // There is nobody left to be told.
    }
  }
}
