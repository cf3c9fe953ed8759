package dev.fairlead.file.internal;

import dev.fairlead.CancelScope;
import dev.fairlead.Cancelled;
import dev.fairlead.Fairlead;
import dev.fairlead.NoRuntimeException;
import dev.fairlead.lowlevel.BackendFeatures;
import dev.fairlead.lowlevel.RunVar;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.thread.ThreadOptions;
import dev.fairlead.thread.ToThread;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How calls to the file system run: on worker threads, which nobody ever interrupts, because an
 * interrupt closes a channel for everybody who uses it.
 *
 * @param limiter who hands out the tokens; empty for the limiter that files have in a runtime
 * @param abandoning whether a cancelled task goes on without a call that it can leave behind
 */
public record FileCalls(Optional<CapacityLimiter> limiter, boolean abandoning) {

  /** The limiter that files have in a runtime; every started call is waited for. */
  public static final FileCalls DEFAULTS = new FileCalls(Optional.empty(), false);

  private static final int DEFAULT_TOKENS = 40;

  /** Not that of other functions on worker threads: whoever fills the disk's queue waits alone. */
  private static final RunVar<CapacityLimiter> LIMITER =
      RunVar.withInitial("file limiter", () -> new CapacityLimiter(DEFAULT_TOKENS));

  /** Closing must not wait for tokens: what is closed may be what the holders wait for. */
  private static final RunVar<CapacityLimiter> FINISHING =
      RunVar.withInitial("file closing", () -> new CapacityLimiter(CapacityLimiter.UNLIMITED));

  /** A call that returns something. */
  @FunctionalInterface
  public interface IoBody<T extends @Nullable Object> {
    /** Calls the file system. */
    T call() throws IOException;
  }

  /** A call that returns nothing. */
  @FunctionalInterface
  public interface IoAction {
    /** Calls the file system. */
    void run() throws IOException;
  }

  /** What an abandoned call could not tell anybody. */
  private record Outcome<T extends @Nullable Object>(
      @Nullable T value, @Nullable IOException broken, @Nullable RuntimeException failed) {

    static <T extends @Nullable Object> Outcome<T> of(IoBody<T> body) {
      try {
        return new Outcome<>(body.call(), null, null);
      } catch (IOException e) {
        return new Outcome<>(null, e, null);
      } catch (RuntimeException e) {
        return new Outcome<>(null, null, e);
      }
    }

    @SuppressWarnings("NullAway") // A call that did not fail has returned a T.
    T get() throws IOException {
      if (broken != null) {
        throw broken;
      }
      if (failed != null) {
        throw failed;
      }
      return value;
    }
  }

  /** Something that was opened, for a task that may be gone already. */
  private static final class Claim<T extends AutoCloseable> {
    private @Nullable T opened; // guarded by this
    private boolean givenUp; // guarded by this

    T offer(T value) throws IOException {
      synchronized (this) {
        if (!givenUp) {
          opened = value;
          return value;
        }
      }
      close(value);
      return value;
    }

    void giveUp() throws IOException {
      T left;
      synchronized (this) {
        givenUp = true;
        left = opened;
      }
      if (left != null) {
        finish(() -> close(left));
      }
    }

    private static void close(AutoCloseable value) throws IOException {
      try {
        value.close();
      } catch (IOException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException("could not close " + value, e);
      }
    }
  }

  /** As these, with tokens of another limiter. */
  public FileCalls withLimiter(CapacityLimiter changed) {
    return new FileCalls(Optional.of(changed), abandoning);
  }

  /** As these, and abandons what can be left behind. */
  public FileCalls withAbandon() {
    return new FileCalls(limiter, true);
  }

  /** Makes a call; once it has started it is waited for, whatever is cancelled. A checkpoint. */
  public <T extends @Nullable Object> T call(IoBody<T> body) throws IOException {
    BackendFeatures.requireRealWorld("files");
    return ToThread.<T, IOException>call(this::options, body::call);
  }

  /** As {@link #call}, without a value. */
  public void run(IoAction action) throws IOException {
    BackendFeatures.requireRealWorld("files");
    ToThread.<IOException>run(this::options, action::run);
  }

  /**
   * Makes a call that changes nothing and touches nothing of the caller's, so that a cancelled task
   * can leave it behind if it wants to. A checkpoint.
   */
  public <T extends @Nullable Object> T look(IoBody<T> body) throws IOException {
    if (!abandoning) {
      return call(body);
    }
    BackendFeatures.requireRealWorld("files");
    return ToThread.<Outcome<T>, RuntimeException>call(
            o -> options(o).withAbandon(), () -> Outcome.of(body))
        .get();
  }

  /** As {@link #look}, for a call that opens something; what nobody wants any more is closed. */
  public <T extends AutoCloseable> T acquire(IoBody<T> opening) throws IOException {
    var claim = new Claim<T>();
    try {
      return look(() -> claim.offer(opening.call()));
    } catch (Cancelled cancelled) {
      claim.giveUp();
      throw cancelled;
    }
  }

  /**
   * Makes a call that must happen, also in a cancelled scope, and needs no token. A thread that
   * runs no task makes it itself, so that anybody can close what is left.
   */
  public static void finish(IoAction action) throws IOException {
    if (!isTask()) {
      action.run();
      return;
    }
    BackendFeatures.requireRealWorld("files");
    CapacityLimiter unlimited = FINISHING.get();
    CancelScope.shielded()
        .<IOException>run(
            () -> ToThread.<IOException>run(o -> o.withLimiter(unlimited), action::run));
  }

  /** The end of something, for try-with-resources, which keeps the first failure in sight. */
  @FunctionalInterface
  public interface Ending extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  /** Something that {@link #finish} does when it is closed. */
  public static Ending ending(IoAction action) {
    return () -> finish(action);
  }

  private static boolean isTask() {
    try {
      Fairlead.currentTask();
      return true;
    } catch (NoRuntimeException e) {
      return false;
    }
  }

  /** Calls that need no token. In a task. */
  public static FileCalls withoutTokens() {
    return new FileCalls(Optional.of(FINISHING.get()), false);
  }

  /** The limiter of the current runtime for calls that are given no other one. */
  public static CapacityLimiter defaultLimiter() {
    return LIMITER.get();
  }

  private ThreadOptions options(ThreadOptions defaults) {
    return defaults.withLimiter(limiter.orElseGet(FileCalls::defaultLimiter));
  }
}
