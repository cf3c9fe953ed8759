package dev.fairlead.internal.loop;

import org.jspecify.annotations.Nullable;

/**
 * Timers sorted by when they are due, coarsely for the far future and finely for the near one.
 *
 * <p>Adding and removing cost the same however many timers there are. Not thread-safe.
 */
@SuppressWarnings("ReferenceEquality") // nodes are themselves
final class TimerWheel {

  /*
   * Time is counted in ticks. Each level has 64 slots; a slot of level n is 64^n ticks wide. A timer
   * belongs to the level of the highest 6-bit digit in which its tick differs from the present one.
   * So all that is due in the present 64 ticks stands in level 0, one slot per tick; what differs in
   * the next digit stands in level 1, and comes down a level when the present reaches its slot.
   *
   * Within a level every occupied slot lies ahead of the present digit, so the first bit of
   * `occupied` is the earliest; and all of a level is earlier than all of the levels above it.
   *
   * Eight levels reach 2^48 ticks; a reading of the clock has 2^46 (see LoopTimers).
   */
  private static final int LEVELS = 8;
  private static final int DIGIT_BITS = 6;
  private static final int SLOTS = 1 << DIGIT_BITS;

  /** What {@link #nextTick} returns when there is no timer. */
  static final long NEVER = Long.MAX_VALUE;

  /** A timer in the wheel, linked to the others of its slot in a ring. */
  abstract static class Node {
    private static final int OUTSIDE = -1;

    private long tick;
    private int slot = OUTSIDE;
    private @Nullable Node next;
    private @Nullable Node previous;

    final boolean isLinked() {
      return slot != OUTSIDE;
    }
  }

  private final @Nullable Node[] heads = new Node[LEVELS * SLOTS];
  private final long[] occupied = new long[LEVELS];
  private long present;

  /** Adds a timer that is not in the wheel; a tick that has passed is due at once. */
  void add(Node node, long tick) {
    node.tick = Math.max(tick, present);
    link(node);
  }

  /** Removes a timer, if it is in the wheel. */
  void remove(Node node) {
    if (node.isLinked()) {
      unlink(node);
    }
  }

  /** The earliest tick at which {@link #takeDue} has something to do, maybe just bookkeeping. */
  long nextTick() {
    int level = lowestOccupied();
    return level < 0 ? NEVER : firstTick(level);
  }

  /**
   * Moves the present on and takes out timers that are due, in the order of their ticks, as many as
   * there is room for.
   *
   * @return how many were taken; when there was no more room, there may be more
   */
  int takeDue(long now, @Nullable Node[] room) {
    int taken = 0;
    while (taken < room.length) {
      int level = lowestOccupied();
      if (level < 0 || firstTick(level) > now) {
        present = Math.max(present, now);
        return taken;
      }
      present = firstTick(level);
      Node first = firstOf(level);
      if (level == 0) {
        unlink(first);
        room[taken++] = first;
      } else {
        moveDown(first);
      }
    }
    return taken;
  }

  private int lowestOccupied() {
    for (int level = 0; level < LEVELS; level++) {
      if (occupied[level] != 0) {
        return level;
      }
    }
    return -1;
  }

  private long firstTick(int level) {
    int shift = level * DIGIT_BITS;
    long upperDigits = present >>> (shift + DIGIT_BITS) << (shift + DIGIT_BITS);
    return upperDigits | ((long) Long.numberOfTrailingZeros(occupied[level]) << shift);
  }

  private Node firstOf(int level) {
    Node first = heads[level * SLOTS + Long.numberOfTrailingZeros(occupied[level])];
    if (first == null) {
      throw new AssertionError("slot of level " + level + " is marked but empty");
    }
    return first;
  }

  /** Spreads a slot that the present has reached over the levels below. */
  private void moveDown(Node first) {
    int slot = first.slot;
    for (Node node = heads[slot]; node != null; node = heads[slot]) {
      unlink(node);
      link(node);
    }
  }

  private void link(Node node) {
    int level = levelOf(node.tick);
    int digit = (int) (node.tick >>> (level * DIGIT_BITS)) & (SLOTS - 1);
    int slot = level * SLOTS + digit;
    node.slot = slot;
    Node head = heads[slot];
    if (head == null) {
      node.next = node;
      node.previous = node;
      heads[slot] = node;
      occupied[level] |= 1L << digit;
    } else {
      insertBefore(node, head);
    }
  }

  private int levelOf(long tick) {
    int highestBit = Long.SIZE - 1 - Long.numberOfLeadingZeros((tick ^ present) | 1);
    return highestBit / DIGIT_BITS;
  }

  /** In a ring, before the head is at the end: timers of one slot stay in the order they came. */
  private static void insertBefore(Node node, Node head) {
    Node last = head.previous;
    node.next = head;
    node.previous = last;
    head.previous = node;
    if (last != null) {
      last.next = node;
    }
  }

  private void unlink(Node node) {
    int slot = node.slot;
    Node next = node.next;
    Node previous = node.previous;
    if (next == node || next == null || previous == null) {
      heads[slot] = null;
      occupied[slot / SLOTS] &= ~(1L << (slot % SLOTS));
    } else {
      previous.next = next;
      next.previous = previous;
      if (heads[slot] == node) {
        heads[slot] = next;
      }
    }
    node.slot = Node.OUTSIDE;
    node.next = null;
    node.previous = null;
  }
}
