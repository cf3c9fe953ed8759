package dev.fairlead.tls;

import dev.fairlead.ClosedResourceException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/** How far this side has come in closing a stream. Any task. */
final class Lifecycle {

  /*
   * OPEN ----- sendEof() -------> SEND_ENDED   receives still
   * OPEN, SEND_ENDED - close() -> CLOSING      says goodbye; nobody receives or sends any more
   * CLOSING -- said, or not ----> CLOSED       the transport is closed too
   * OPEN, SEND_ENDED - unwrap() > UNWRAPPED    the transport lives on
   * any - closeForcefully() ----> CLOSED       except UNWRAPPED
   */
  private enum State {
    OPEN("open"),
    SEND_ENDED("open, nothing more is sent"),
    CLOSING("closing"),
    CLOSED("closed"),
    UNWRAPPED("given back to the transport");

    private final String words;

    State(String words) {
      this.words = words;
    }

    boolean isUsable() {
      return this == OPEN || this == SEND_ENDED;
    }
  }

  private static final AtomicReferenceFieldUpdater<Lifecycle, State> STATE =
      AtomicReferenceFieldUpdater.newUpdater(Lifecycle.class, State.class, "state");

  private volatile State state = State.OPEN;

  boolean isUsable() {
    return state.isUsable();
  }

  boolean isClosed() {
    return state == State.CLOSED;
  }

  void ensureUsable(String action) {
    if (!isUsable()) {
      throw unusable(action);
    }
  }

  void ensureSendable(String action) {
    if (state != State.OPEN) {
      throw unusable(action);
    }
  }

  ClosedResourceException unusable(String action) {
    String why =
        switch (state) {
          case OPEN, CLOSING, CLOSED -> "this program has closed it";
          case SEND_ENDED -> "this program has ended sending, with sendEof() or unwrap()";
          case UNWRAPPED -> "unwrap() has given the transport back";
        };
    return new ClosedResourceException(action + " on a TLS stream that cannot: " + why);
  }

  /** False if sending has ended before. */
  boolean endSending() {
    return STATE.compareAndSet(this, State.OPEN, State.SEND_ENDED);
  }

  /** False if the stream cannot be closed any more. */
  boolean beginClosing() {
    return STATE
        .getAndUpdate(this, before -> before.isUsable() ? State.CLOSING : before)
        .isUsable();
  }

  void closed() {
    STATE.updateAndGet(this, before -> before == State.UNWRAPPED ? before : State.CLOSED);
  }

  void unwrapped() {
    STATE.updateAndGet(this, before -> before.isUsable() ? State.UNWRAPPED : before);
  }

  @Override
  public String toString() {
    return state.words;
  }
}
