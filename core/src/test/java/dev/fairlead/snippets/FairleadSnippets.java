package dev.fairlead.snippets;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Action;
import dev.fairlead.Body;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Backends;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class FairleadSnippets {

  private final List<String> greetings = new CopyOnWriteArrayList<>();

  @Test
  void run() {
    // @start region="run"
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          group.startSoon(() -> greet("world", ofMillis(20)));
          group.startSoon(() -> greet("moon", ofMillis(1)));
        }));
    // @end
    assertEquals(List.of("hello moon", "hello world"), greetings);
  }

  private void greet(String whom, Duration delay) {
    Fairlead.sleep(delay);
    greetings.add("hello " + whom);
  }

  @Test
  void options() {
    // @start region="options"
    Fairlead.run(
        o -> o.withName("greeter").withBackend(Backends.virtual()),
        () -> greet("world", ofMillis(1)));
    // @end
    assertEquals(List.of("hello world"), greetings);
  }

  // @start region="body"
  /** Measures any code: what it returns and what it may throw are those of the code. */
  private <T, X extends Exception> T timed(String what, Body<T, X> code) throws X {
    long begin = System.nanoTime();
    try {
      return code.call();
    } finally {
      greetings.add(what + " took " + Duration.ofNanos(System.nanoTime() - begin));
    }
  }

  // @end

  @Test
  void body() {
    int answer = timed("thinking", () -> 42);
    assertEquals(42, answer);
    assertEquals(1, greetings.size());
  }

  // @start region="action"
  /** Runs code that must not fail for the world's faults; others go on to the caller. */
  private <X extends Exception> void ignoringIo(Action<X> code) throws X {
    try {
      code.run();
    } catch (UncheckedIOException e) {
      greetings.add("ignored: " + e.getMessage());
    }
  }

  // @end

  @Test
  void action() {
    ignoringIo(() -> {
      throw new UncheckedIOException("no paper", new IOException());
    });
    assertEquals(List.of("ignored: no paper"), greetings);
  }
}
