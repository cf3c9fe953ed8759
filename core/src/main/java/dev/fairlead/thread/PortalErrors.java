package dev.fairlead.thread;

import dev.fairlead.Body;
import dev.fairlead.Cancelled;
import dev.fairlead.ExceptionGroup;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The errors that end a portal. They are noted in the task that throws them, before anybody hears
 * of its end: so who has heard of one does not find the portal running.
 */
final class PortalErrors {

  // Any thread.
  private final Set<Throwable> told =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
  private volatile boolean any;

  /** Whether one has come. */
  boolean any() {
    return any;
  }

  /** Code of which nobody is thrown an error but who closes the portal. */
  <T extends @Nullable Object, X extends Exception> Body<T, X> noting(Body<T, X> body) {
    return () -> {
      try {
        return body.call();
      } catch (Cancelled cancelled) {
        throw cancelled;
      } catch (Error e) {
        any = true;
        throw e;
      }
    };
  }

  /** Code of which the caller is thrown an error, so that who closes the portal is not. */
  <T extends @Nullable Object, X extends Exception> Body<T, X> telling(Body<T, X> body) {
    return noting(() -> {
      try {
        return body.call();
      } catch (Cancelled cancelled) {
        throw cancelled;
      } catch (Error e) {
        told.add(e);
        throw e;
      }
    });
  }

  /** Throws what has ended the portal, for a future, if it has something that nobody was told. */
  @Nullable Void throwUntold(@Nullable Throwable failure) {
    if (failure != null && !wasTold(failure)) {
      told.add(failure);
      throw new CompletionException(failure);
    }
    return null;
  }

  private boolean wasTold(Throwable failure) {
    return told.contains(failure)
        || (failure instanceof ExceptionGroup group && told.containsAll(group.exceptions()));
  }
}
