package dev.fairlead.testing.bugs;

/** What is wrong with a copy of a primitive. */
enum Flaw {
  NONE,
  /** A lock looks, and waits without another look: a wake-up in between is lost. */
  NO_SECOND_LOOK,
  /** A lock looks, and takes a step later. */
  LOOK_THEN_TAKE,
  /** A lock wakes the next one before it is free. */
  WAKES_BEFORE_FREE,
  /** A lock takes a wake-up for the lock itself, which somebody else may have taken. */
  WAKE_IS_NOT_OWNERSHIP,
  /** A semaphore gives a permit to a waiter that was cancelled. */
  PERMIT_FOR_CANCELLED,
  /** A semaphore looks for a cancellation once it has the permit. */
  PERMIT_LOST_ON_CANCEL,
  /** A semaphore counts in two steps. */
  LOST_INCREMENT,
  /** A channel looks, and takes a step later. */
  TAKES_FROM_EMPTY,
  /** A channel looks for a cancellation once it has the item. */
  ITEM_LOST_ON_CANCEL,
  /** A channel that is closed wakes one receiver only. */
  CLOSE_WAKES_ONE,
  /** An event wakes before it is set. */
  WAKES_BEFORE_SET,
  /** A barrier cannot tell one round from the next. */
  NO_GENERATION,
  /** A lock lets a reader in beside a writer. */
  READER_SLIPS_IN,
  /** A lazy value is made twice. */
  MADE_TWICE
}
