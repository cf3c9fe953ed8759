package dev.fairlead.stream;

/**
 * What a send does when the buffer of a memory object stream is full.
 *
 * {@snippet file="MemoryObjectStreamSnippets.java" region="options"}
 */
public enum OverflowPolicy {
  /** It waits until there is room. */
  WAIT,
  /** It takes the oldest item out of the buffer and puts the new one in. */
  DROP_OLDEST,
  /** It drops the new item. */
  DROP_NEWEST,
  /** It throws a {@link dev.fairlead.StreamFullException}. */
  FAIL
}
