package dev.fairlead.sync;

import dev.fairlead.Action;
import dev.fairlead.Body;
import dev.fairlead.BusyResourceException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Lets one task at a time use something, and refuses a second one instead of letting it wait.
 *
 * {@snippet file="ResourceGuardSnippets.java" region="guard"}
 *
 * <p>Meant for resources that two tasks would spoil for each other, where using them at the same
 * time is a mistake of the program. Never waits; any thread may call it.
 */
public final class ResourceGuard {

  private static final VarHandle TURN;

  static {
    try {
      TURN = MethodHandles.lookup().findVarHandle(ResourceGuard.class, "turn", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final String action;
  private volatile long turn; // odd while a task is inside

  /** Makes a guard for something that is being used. */
  public ResourceGuard() {
    this("using this resource");
  }

  /**
   * Makes a guard.
   *
   * @param action what one task at a time does, as in {@code "receiving from the stream"}
   */
  public ResourceGuard(String action) {
    this.action = action;
  }

  /**
   * Begins; closing what is returned ends.
   *
   * @throws BusyResourceException if another task is inside
   */
  public Permit enter() {
    long free;
    do {
      free = turn;
      if (isInside(free)) {
        throw new BusyResourceException(action);
      }
    } while (!TURN.compareAndSet(this, free, free + 1));
    return new Stay(this, free + 1);
  }

  private static boolean isInside(long turn) {
    return (turn & 1) != 0;
  }

  /** One stay inside, which ends once, whoever closes it and however many do at once. */
  private record Stay(ResourceGuard guard, long turn) implements Permit {
    @Override
    public void close() {
      boolean _ = TURN.compareAndSet(guard, turn, turn + 1);
    }
  }

  /**
   * Runs the body unless another task is inside.
   *
   * @throws BusyResourceException if another task is inside
   * @throws X what the body threw
   */
  public <X extends Exception> void run(Action<X> body) throws X {
    try (Permit _ = enter()) {
      body.run();
    }
  }

  /**
   * Runs the body unless another task is inside, and returns its value.
   *
   * @throws BusyResourceException if another task is inside
   * @throws X what the body threw
   */
  public <T extends @Nullable Object, X extends Exception> T call(Body<T, X> body) throws X {
    try (Permit _ = enter()) {
      return body.call();
    }
  }

  /** Whether a task is inside. */
  public boolean isEntered() {
    return isInside(turn);
  }

  @Override
  public String toString() {
    return "guard for " + action + (isEntered() ? ", entered" : ", free");
  }
}
