package dev.fairlead.thread;

import dev.fairlead.CancelScope;
import dev.fairlead.TaskFailedException;
import dev.fairlead.internal.Rethrow;
import dev.fairlead.internal.Task;
import dev.fairlead.lowlevel.Checkpoints;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Waits for the end of what runs behind a portal: on a plain thread, or in another runtime. */
final class PortalWait {

  private PortalWait() {}

  /**
   * Waits for the start of a runtime, whatever is cancelled meanwhile: else there would be nobody
   * who ends it.
   */
  static void awaitStart(CompletableFuture<?> opened) {
    if (Task.currentOrNull() == null) {
      join(opened);
    } else {
      CancelScope.shielded().run(() -> join(opened));
    }
  }

  /** Passes a checkpoint if there is a task to be cancelled. */
  static void checkpoint() {
    if (Task.currentOrNull() != null) {
      Checkpoints.checkpoint();
    }
  }

  /** Waits; throws what is unchecked as it is. */
  static void join(CompletableFuture<?> future) {
    try {
      joinIo(future);
    } catch (IOException e) {
      throw new TaskFailedException("what ran behind the portal failed: " + e, e);
    }
  }

  /** Waits; throws what is unchecked, or an {@code IOException}, as it is. */
  static void joinIo(CompletableFuture<?> future) throws IOException {
    try {
      await(future);
    } catch (CompletionException | ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof RuntimeException || cause instanceof Error) {
        throw Rethrow.<IOException>asDeclared(cause);
      }
      if (cause instanceof IOException io) {
        throw io;
      }
      throw new TaskFailedException("what ran behind the portal failed: " + cause, cause);
    } catch (CancellationException e) {
      // It was cancelled together with the portal, and has cleaned up behind itself.
    }
  }

  private static void await(CompletableFuture<?> future) throws ExecutionException {
    if (Task.currentOrNull() == null) {
      future.join();
    } else {
      Futures.await(future);
    }
  }
}
