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

  private static final VarHandle ENTERED;

  static {
    try {
      ENTERED = MethodHandles.lookup().findVarHandle(ResourceGuard.class, "entered", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final String action;
  private volatile boolean entered;

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
    if (!ENTERED.compareAndSet(this, false, true)) {
      throw new BusyResourceException(action);
    }
    return new Stay(this);
  }

  /** One stay inside, which ends once. */
  private static final class Stay implements Permit {
    private final ResourceGuard guard;
    private boolean ended; // whoever is inside

    Stay(ResourceGuard guard) {
      this.guard = guard;
    }

    @Override
    public void close() {
      if (!ended) {
        ended = true;
        guard.exit();
      }
    }
  }

  private void exit() {
    entered = false;
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
    return entered;
  }

  @Override
  public String toString() {
    return "guard for " + action + (entered ? ", entered" : ", free");
  }
}
