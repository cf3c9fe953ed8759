package dev.fairlead.testing.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a simulation, step by step: the last so many events, and a digest of all.
 *
 * <p>Holds numbers only, which become words when somebody reads them, and nothing that differs from
 * run to run.
 */
final class TraceLog {

  /** What can happen. */
  enum Event {
    STARTS(0, "starts"),
    RUNS(1, "runs"),
    WAITS(2, "waits"),
    READY(3, "is ready"),
    ENDS(4, "ends"),
    EXPIRES(5, "has a timer that expires"),
    NOTES(6, "notes");

    private final int code;
    private final String verb;

    Event(int code, String verb) {
      this.code = code;
      this.verb = verb;
    }
  }

  private static final Event[] EVENTS = Event.values();
  private static final int INITIAL = 256;

  private final int limit;
  private long[] times;
  private int[] whats;
  private @Nullable Map<Long, String> notes;
  private final List<String> names = new ArrayList<>();
  private long count;
  private long digest = 0xcbf29ce484222325L;

  TraceLog(int limit) {
    this.limit = Math.max(limit, 1);
    this.times = new long[Math.min(this.limit, INITIAL)];
    this.whats = new int[times.length];
  }

  /** Gives a task its number. */
  int number(String name) {
    names.add(name);
    return names.size();
  }

  void add(Event event, int task, long time) {
    if (count == times.length && times.length < limit) {
      times = java.util.Arrays.copyOf(times, Math.min(limit, times.length * 4));
      whats = java.util.Arrays.copyOf(whats, times.length);
    }
    int place = (int) (count % times.length);
    times[place] = time;
    whats[place] = task * EVENTS.length + event.code;
    count++;
    digest = (digest ^ (time * 31 + whats[place])) * 0x100000001b3L;
  }

  void note(String text, int task, long time) {
    if (notes == null) {
      notes = new HashMap<>();
    }
    if (notes.size() >= limit) {
      notes.keySet().removeIf(index -> index < count - limit);
    }
    notes.put(count, text);
    digest ^= text.hashCode();
    add(Event.NOTES, task, time);
  }

  /** How many events there were. */
  long count() {
    return count;
  }

  /** A number that differs for different traces. */
  long digest() {
    return digest;
  }

  /** The last events, oldest first, one per line. */
  List<String> last(int most) {
    long kept = Math.min(count, Math.min(times.length, most));
    var lines = new ArrayList<String>((int) kept);
    for (long index = count - kept; index < count; index++) {
      lines.add(line(index));
    }
    return lines;
  }

  private String line(long index) {
    int place = (int) (index % times.length);
    int task = whats[place] / EVENTS.length;
    Event event = EVENTS[whats[place] % EVENTS.length];
    String note = notes == null ? null : notes.get(index);
    return String.format(
            Locale.ROOT,
            "%d %s #%d %s %s",
            index + 1,
            time(times[place]),
            task,
            names.get(task - 1),
            event.verb)
        + (note == null ? "" : ": " + note);
  }

  static String time(long nanos) {
    return "T+" + Duration.ofNanos(nanos).toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
