package dev.fairlead.lowlevel;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Descriptors that a library opens when they are first needed and keeps for the life of this JVM,
 * such as an event poll that all child processes share. Whoever looks for descriptors that were
 * left open, as the tests of module {@code testing} do, takes them off.
 *
 * {@snippet file="KeptDescriptorsSnippets.java" region="note"}
 *
 * <p>Any thread may call this, with and without a runtime.
 */
public final class KeptDescriptors {

  private static final Map<String, Integer> COUNTS = new ConcurrentHashMap<>();

  private KeptDescriptors() {}

  /**
   * Notes that one descriptor was opened that nobody will close.
   *
   * @param kind what Linux calls it in {@code /proc/self/fd}: {@code socket}, {@code pipe}, or the
   *     name behind {@code anon_inode:}, such as {@code [eventpoll]}
   */
  public static void note(String kind) {
    COUNTS.merge(kind, 1, Integer::sum);
  }

  /** How many of each kind have been noted so far. */
  public static Map<String, Integer> counts() {
    return Map.copyOf(COUNTS);
  }
}
