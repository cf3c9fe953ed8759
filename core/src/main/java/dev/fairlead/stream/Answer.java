package dev.fairlead.stream;

/** What a channel says to an attempt to send or to receive. */
enum Answer implements Attempt {
  /** The item went over. */
  DONE,
  /** Not now; wait. */
  WAIT,
  /** Not now, and the policy of the channel is not to wait. */
  FULL,
  /** The policy of the channel has discarded the item. */
  DISCARDED,
  /** The handle is closed. */
  CLOSED,
  /** Every handle of the other end is closed. */
  ENDED;

  /** Whether the item is not the sender's any more. */
  boolean isSent() {
    return this == DONE || this == DISCARDED;
  }
}
