package dev.fairlead.stream.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.stream.MemoryObjectReceiveStream;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.stream.Select;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

class SelectSnippets {

  // @start region="select"
  String next(
      MemoryObjectReceiveStream<String> orders,
      MemoryObjectReceiveStream<Integer> payments,
      Event closing)
      throws IOException {
    return Select.first(
        Select.receive(orders).call(order -> "make " + order),
        Select.receive(payments).call(euros -> "book " + euros),
        Select.event(closing).call(() -> "clean up"),
        Select.after(Duration.ofMinutes(5)).call(() -> "have a break"));
  }

  // @end

  @ForEveryBackend
  void select() throws IOException {
    try (var orders = MemoryObjectStreams.<String>create(1);
        var payments = MemoryObjectStreams.<Integer>create(1)) {
      var closing = new Event();
      orders.send().send("coffee");
      assertEquals("make coffee", next(orders.receive(), payments.receive(), closing));

      payments.send().send(3);
      assertEquals("book 3", next(orders.receive(), payments.receive(), closing));

      closing.set();
      assertEquals("clean up", next(orders.receive(), payments.receive(), closing));
    }
  }

  @ForEveryBackend
  void cases() throws IOException {
    List<String> log = new ArrayList<>();
    try (var orders = MemoryObjectStreams.<String>create(1);
        var dishes = MemoryObjectStreams.<String>create(1)) {
      // @start region="cases"
      Select.Arrival<String> order = Select.receive(orders.receive());
      Select.Occasion dishSent = Select.send(dishes.send(), "soup");
      Select.ItemAction<String, RuntimeException> cook = dish -> log.add("cook " + dish);
      Select.Case<@Nullable Void, RuntimeException> whenOrdered = order.run(cook);
      Select.Case<@Nullable Void, RuntimeException> whenSent = dishSent.run(() -> log.add("sent"));
      Select<@Nullable Void, RuntimeException> either = Select.of(whenOrdered, whenSent);
      either.first();
      // @end
      assertEquals(List.of("sent"), log);
      orders.send().send("tea");
      either.first();
      assertEquals(List.of("sent", "cook tea"), log);
    }
  }
}
