package dev.fairlead.thread;

import dev.fairlead.RunOptions;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Shares one runtime among all who need a portal at the same time: the first starts it, the last
 * one to leave ends it.
 *
 * {@snippet file="BlockingPortalSnippets.java" region="provider"}
 *
 * <p>Any thread may acquire a lease, also while it has one. A portal that was stopped, or ended by
 * an error, is shared no more: who comes later gets another one, while those who have it still are
 * told that it has ended.
 */
public final class BlockingPortalProvider {

  private final UnaryOperator<RunOptions> options;

  private @Nullable Shared shared; // guarded by this

  /**
   * A claim to the shared portal, which is open until the lease is closed.
   *
   * {@snippet file="BlockingPortalSnippets.java" region="provider"}
   */
  public interface Lease extends AutoCloseable {
    /** The shared portal. */
    BlockingPortal portal();

    /** Gives the claim up; the last one closes the portal. Closing twice does nothing. */
    @Override
    void close();
  }

  /** Shares a runtime with default options. */
  public BlockingPortalProvider() {
    this(UnaryOperator.identity());
  }

  /** Shares a runtime with options. */
  public BlockingPortalProvider(UnaryOperator<RunOptions> options) {
    this.options = options;
  }

  /**
   * Gives access to the shared portal, and starts its runtime if nobody else has a lease of one
   * that takes calls.
   *
   * @throws IllegalStateException if the runtime cannot be started
   */
  public Lease acquire() {
    PortalWait.checkpoint();
    var mine = new Shared();
    Shared claimed = claim(mine);
    boolean open = false;
    try {
      if (claimed.equals(mine)) {
        start(claimed.portal);
      }
      PortalWait.join(claimed.portal);
      open = true;
    } finally {
      if (!open && release(claimed)) {
        CompletableFuture<?> _ = claimed.portal.thenAccept(BlockingPortal::stop);
      }
    }
    return new PortalLease(claimed);
  }

  /** Takes a lease of what is shared, which is the candidate unless another one still works. */
  private synchronized Shared claim(Shared candidate) {
    Shared chosen = shared;
    if (chosen == null || chosen.isOver()) {
      chosen = candidate;
      shared = chosen;
    }
    chosen.leases++;
    return chosen;
  }

  @SuppressWarnings("CatchesEverything") // Told to everyone who waits for the portal.
  private void start(CompletableFuture<BlockingPortal> portal) {
    try {
      portal.complete(BlockingPortals.startNow(options));
    } catch (RuntimeException | Error e) {
      portal.completeExceptionally(e);
    }
  }

  /** Gives a lease up; returns whether it was the last, so that the portal must be closed. */
  @SuppressWarnings("ReferenceEquality") // This one, or one that came after it.
  private synchronized boolean release(Shared claimed) {
    claimed.leases--;
    if (claimed.leases == 0 && shared == claimed) {
      shared = null;
    }
    return claimed.leases == 0;
  }

  /** One portal and the claims to it. */
  private static final class Shared {
    final CompletableFuture<BlockingPortal> portal = new CompletableFuture<>();
    int leases; // guarded by the provider

    /** Whether it could not be opened, was stopped, or was ended by an error. */
    boolean isOver() {
      return portal.isCompletedExceptionally()
          || (portal.isDone() && !portal.resultNow().isRunning());
    }
  }

  private final class PortalLease implements Lease {
    private final Shared claimed;
    private boolean closed; // guarded by this

    PortalLease(Shared claimed) {
      this.claimed = claimed;
    }

    @Override
    public BlockingPortal portal() {
      return claimed.portal.resultNow();
    }

    @Override
    public void close() {
      if (isFirstClose() && release(claimed)) {
        portal().close();
      }
    }

    private synchronized boolean isFirstClose() {
      boolean first = !closed;
      closed = true;
      return first;
    }
  }
}
