package dev.fairlead.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.opentest4j.AssertionFailedError;

/**
 * What happened, in order, written down by any task or thread and compared as one list.
 *
 * {@snippet file="TrailSnippets.java" region="trail"}
 */
public final class Trail {

  private final List<String> events = new ArrayList<>(); // guarded by this

  /** Makes an empty trail. */
  public Trail() {}

  /** Writes something down. */
  public synchronized void add(String event) {
    events.add(event);
  }

  /** What was written down so far. */
  public synchronized List<String> events() {
    return List.copyOf(events);
  }

  /** Forgets everything. */
  public synchronized void clear() {
    events.clear();
  }

  /** Fails unless exactly this was written down, in this order. */
  public void assertIs(String... expected) {
    compare(Arrays.asList(expected), events(), "in this order");
  }

  /** Fails unless exactly this was written down, in any order. */
  public void assertIsInAnyOrder(String... expected) {
    compare(sorted(Arrays.asList(expected)), sorted(events()), "in any order");
  }

  /** Fails unless this was written down, one after the other; other events may be in between. */
  public void assertContainsInOrder(String... expected) {
    List<String> found = events();
    int place = 0;
    for (String event : found) {
      if (place < expected.length && expected[place].equals(event)) {
        place++;
      }
    }
    if (place < expected.length) {
      throw new AssertionFailedError(
          "\"" + expected[place] + "\" does not come where it should in " + found,
          Arrays.asList(expected),
          found);
    }
  }

  private static List<String> sorted(List<String> events) {
    return events.stream().sorted().toList();
  }

  private static void compare(List<String> expected, List<String> found, String how) {
    if (!expected.equals(found)) {
      throw new AssertionFailedError(
          "the trail is " + found + " and should be " + expected + ", " + how, expected, found);
    }
  }

  @Override
  public String toString() {
    return "trail " + events();
  }
}
