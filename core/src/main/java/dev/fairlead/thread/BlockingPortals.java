package dev.fairlead.thread;

import dev.fairlead.Fairlead;
import dev.fairlead.RunOptions;
import dev.fairlead.thread.BlockingPortal.PortalAction;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Opens portals that have a runtime of their own, beside plain code.
 *
 * {@snippet file="BlockingPortalSnippets.java" region="start"}
 */
public final class BlockingPortals {

  private static final AtomicLong COUNT = new AtomicLong();

  private BlockingPortals() {}

  /**
   * Starts a runtime on a thread of its own and opens a portal into it. Closing the portal waits
   * for its calls and ends the runtime; {@link BlockingPortal#stopAndCancel} first cancels them.
   *
   * @throws IllegalStateException if the runtime cannot be started
   */
  public static BlockingPortal start() {
    return start(UnaryOperator.identity());
  }

  /**
   * As {@link #start()}, with options of the runtime.
   *
   * @throws IllegalStateException if the runtime cannot be started
   */
  public static BlockingPortal start(UnaryOperator<RunOptions> options) {
    PortalWait.checkpoint();
    return startNow(options);
  }

  /** As {@link #start(UnaryOperator)}, and not a checkpoint. */
  static BlockingPortal startNow(UnaryOperator<RunOptions> options) {
    var opened = new CompletableFuture<BlockingPortal>();
    var ended = new CompletableFuture<@Nullable Void>();
    Thread.ofPlatform()
        .daemon()
        .name("fairlead-portal-" + COUNT.incrementAndGet())
        .start(() -> serve(options, opened, ended));
    PortalWait.awaitStart(opened);
    return opened.resultNow();
  }

  @SuppressWarnings("CatchesEverything") // On the thread of the runtime, where no task is.
  private static void serve(
      UnaryOperator<RunOptions> options,
      CompletableFuture<BlockingPortal> opened,
      CompletableFuture<@Nullable Void> ended) {
    try {
      Fairlead.run(
          options,
          () ->
              BlockingPortal.open(
                  ended,
                  portal -> {
                    opened.complete(portal);
                    portal.awaitStopped();
                  }));
      ended.complete(null);
    } catch (Throwable t) {
      // One of the two is not complete: who waits for it hears of the failure.
      opened.completeExceptionally(t);
      ended.completeExceptionally(t);
    }
  }

  /**
   * Runs the body on this thread with a portal into a new runtime. When the body returns, calls
   * that are running are waited for; when it throws, they are cancelled.
   *
   * @throws X what the body threw
   */
  public static <X extends Exception> void run(PortalAction<X> body) throws X {
    run(UnaryOperator.identity(), body);
  }

  /** As {@link #run(PortalAction)}, with options of the runtime. */
  public static <X extends Exception> void run(
      UnaryOperator<RunOptions> options, PortalAction<X> body) throws X {
    try (BlockingPortal portal = start(options)) {
      boolean normal = false;
      try {
        body.run(portal);
        normal = true;
      } finally {
        if (!normal) {
          portal.stopAndCancel();
        }
      }
    }
  }
}
