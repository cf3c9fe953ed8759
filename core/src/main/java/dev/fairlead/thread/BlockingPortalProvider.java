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
 * <p>Any thread may acquire a lease, also while it has one.
 */
public final class BlockingPortalProvider {

  private final UnaryOperator<RunOptions> options;

  // Guarded by this.
  private @Nullable CompletableFuture<BlockingPortal> shared;
  private int leases;

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
   * Gives access to the shared portal, and starts its runtime if nobody else has a lease.
   *
   * @throws IllegalStateException if the runtime cannot be started
   */
  public Lease acquire() {
    PortalWait.checkpoint();
    CompletableFuture<BlockingPortal> portal;
    boolean first;
    synchronized (this) {
      first = shared == null;
      if (shared == null) {
        shared = new CompletableFuture<>();
      }
      portal = shared;
      leases++;
    }
    boolean open = false;
    try {
      if (first) {
        start(portal);
      }
      PortalWait.join(portal);
      open = true;
    } finally {
      if (!open && release()) {
        CompletableFuture<?> _ = portal.thenAccept(BlockingPortal::stop);
      }
    }
    return new PortalLease(portal.resultNow());
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
  private synchronized boolean release() {
    leases--;
    if (leases == 0) {
      shared = null;
    }
    return leases == 0;
  }

  private final class PortalLease implements Lease {
    private final BlockingPortal portal;
    private boolean closed; // guarded by this

    PortalLease(BlockingPortal portal) {
      this.portal = portal;
    }

    @Override
    public BlockingPortal portal() {
      return portal;
    }

    @Override
    public void close() {
      if (isFirstClose() && release()) {
        portal.close();
      }
    }

    private synchronized boolean isFirstClose() {
      boolean first = !closed;
      closed = true;
      return first;
    }
  }
}
