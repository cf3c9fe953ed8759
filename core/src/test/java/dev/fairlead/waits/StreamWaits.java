package dev.fairlead.waits;

import static dev.fairlead.waits.WaitSubject.waitsBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.stream.Broadcast;
import dev.fairlead.stream.MemoryObjectReceiveStream;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.stream.ObjectReceiveStream;
import dev.fairlead.stream.OverflowPolicy;
import dev.fairlead.stream.Select;
import dev.fairlead.sync.Event;
import dev.fairlead.testsupport.Waits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/** The waits of streams of objects. */
final class StreamWaits {

  private static final Duration DAY = Duration.ofDays(1);

  private StreamWaits() {}

  static Map<String, Supplier<WaitSubject>> all() {
    var all = new LinkedHashMap<String, Supplier<WaitSubject>>();
    receives(all);
    sends(all);
    all.put("Select.receive", StreamWaits::selectReceive);
    all.put("Select.send", StreamWaits::selectSend);
    all.put("Select.event", StreamWaits::selectEvent);
    all.put("Broadcast.send", StreamWaits::broadcastSend);
    all.put("Broadcast, receive", StreamWaits::broadcastReceive);
    return all;
  }

  private static void receives(Map<String, Supplier<WaitSubject>> all) {
    receive(all, "receive", pair -> pair.receive()::receive);
    receive(
        all,
        "tryReceive(limit)",
        pair -> () -> assertEquals(Optional.of(1), pair.receive().tryReceive(DAY)));
    receive(
        all, "receiveMany", pair -> () -> assertEquals(List.of(1), pair.receive().receiveMany(3)));
    derived(all, "map", source -> source.map(item -> item + 1));
    derived(all, "filter", source -> source.filter(item -> item > 0));
    derived(all, "batched", source -> source.batched(1));
    derived(all, "takeWhile", source -> source.takeWhile(item -> item > 0));
    derived(all, "peekable", ObjectReceiveStream::peekable);
  }

  private static void receive(
      Map<String, Supplier<WaitSubject>> all,
      String name,
      Function<MemoryObjectStreams.Pair<Integer>, Waits.Wait> wait) {
    all.put(
        "MemoryObjectReceiveStream." + name + ", closed by its user",
        () -> {
          MemoryObjectStreams.Pair<Integer> pair = MemoryObjectStreams.create(2);
          return receiving(pair, waitsBy(wait.apply(pair)))
              .closedBy(pair.receive()::close, ClosedResourceException.class);
        });
    all.put(
        "MemoryObjectReceiveStream." + name + ", ended by the sender",
        () -> {
          MemoryObjectStreams.Pair<Integer> pair = MemoryObjectStreams.create(2);
          return receiving(pair, waitsBy(wait.apply(pair)))
              .closedBy(pair.send()::close, EndOfStreamException.class);
        });
  }

  private static WaitSubject receiving(
      MemoryObjectStreams.Pair<Integer> pair, WaitSubject subject) {
    return subject
        .endedBy(() -> pair.send().send(1))
        .counting(() -> pair.receive().statistics().tasksWaitingReceive())
        .leaving(taken ->
            assertEquals(taken ? Optional.empty() : Optional.of(1), pair.receive().tryReceive()));
  }

  /** What is made of a stream works when it is received from; one task at a time does that. */
  private static void derived(
      Map<String, Supplier<WaitSubject>> all,
      String name,
      Function<ObjectReceiveStream<Integer>, ObjectReceiveStream<?>> operator) {
    all.put(
        "ObjectReceiveStream." + name,
        () -> {
          MemoryObjectStreams.Pair<Integer> pair = MemoryObjectStreams.create(2);
          ObjectReceiveStream<?> derived = operator.apply(pair.receive());
          return waitsBy(derived::receive)
              .endedBy(() -> pair.send().send(1))
              .counting(() -> pair.receive().statistics().tasksWaitingReceive())
              .closedBy(derived::close, ClosedResourceException.class)
              .exclusive()
              .leaving(taken -> {
                if (!taken) {
                  derived.receive();
                }
                assertEquals(Optional.empty(), pair.receive().tryReceive());
              });
        });
  }

  private static void sends(Map<String, Supplier<WaitSubject>> all) {
    send(all, "send", pair -> () -> pair.send().send(2));
    send(all, "trySend(limit)", pair -> () -> assertTrue(pair.send().trySend(2, DAY)));
    send(all, "sendAll", pair -> () -> pair.send().sendAll(new ArrayDeque<>(List.of(2))));
  }

  private static void send(
      Map<String, Supplier<WaitSubject>> all,
      String name,
      Function<MemoryObjectStreams.Pair<Integer>, Waits.Wait> wait) {
    all.put(
        "MemoryObjectSendStream." + name + ", closed by its user",
        () -> {
          MemoryObjectStreams.Pair<Integer> pair = MemoryObjectStreams.create(1);
          return sending(pair, waitsBy(wait.apply(pair)))
              .closedBy(pair.send()::close, ClosedResourceException.class);
        });
    all.put(
        "MemoryObjectSendStream." + name + ", broken by the receiver",
        () -> {
          MemoryObjectStreams.Pair<Integer> pair = MemoryObjectStreams.create(1);
          return sending(pair, waitsBy(wait.apply(pair)))
              .closedBy(pair.receive()::close, BrokenResourceException.class);
        });
  }

  private static WaitSubject sending(MemoryObjectStreams.Pair<Integer> pair, WaitSubject subject) {
    return subject
        .armedBy(() -> pair.send().send(1))
        .endedBy(() -> pair.receive().receive())
        .counting(() -> pair.send().statistics().tasksWaitingSend())
        .leaving(sent ->
            assertEquals(sent ? Optional.of(2) : Optional.empty(), pair.receive().tryReceive()));
  }

  private static WaitSubject selectReceive() {
    MemoryObjectStreams.Pair<Integer> one = MemoryObjectStreams.create(2);
    MemoryObjectStreams.Pair<Integer> other = MemoryObjectStreams.create(2);
    Select<Integer, RuntimeException> either =
        Select.of(
            Select.receive(one.receive()).call(item -> item),
            Select.receive(other.receive()).call(item -> item));
    return receiving(other, waitsBy(either::first))
        .closedBy(one.receive()::close, ClosedResourceException.class);
  }

  private static WaitSubject selectSend() {
    MemoryObjectStreams.Pair<Integer> pair = MemoryObjectStreams.create(1);
    MemoryObjectStreams.Pair<Integer> quiet = MemoryObjectStreams.create(1);
    Select<Integer, RuntimeException> either =
        Select.of(
            Select.send(pair.send(), 2).call(() -> 0),
            Select.receive(quiet.receive()).call(item -> item));
    return sending(pair, waitsBy(either::first))
        .closedBy(pair.receive()::close, BrokenResourceException.class);
  }

  private static WaitSubject selectEvent() {
    var event = new AtomicReference<>(new Event());
    MemoryObjectStreams.Pair<String> quiet = MemoryObjectStreams.create(0);
    return waitsBy(() ->
            Select.first(
                Select.event(event.get()).call(() -> "set"),
                Select.receive(quiet.receive()).call(item -> item)))
        .armedBy(() -> event.set(new Event()))
        .endedBy(() -> event.get().set())
        .counting(() ->
            event.get().statistics().tasksWaiting()
                + quiet.receive().statistics().tasksWaitingReceive())
        .closedBy(quiet.send()::close, EndOfStreamException.class);
  }

  private static WaitSubject broadcastSend() {
    var news = new Broadcast<Integer>();
    MemoryObjectReceiveStream<Integer> subscriber = news.subscribe(1, OverflowPolicy.WAIT);
    return waitsBy(() -> news.send(2))
        .armedBy(() -> news.send(1))
        .endedBy(subscriber::receive)
        .closedBy(news::close, ClosedResourceException.class)
        .leaving(sent ->
            assertEquals(sent ? Optional.of(2) : Optional.empty(), subscriber.tryReceive()));
  }

  private static WaitSubject broadcastReceive() {
    var news = new Broadcast<Integer>();
    MemoryObjectReceiveStream<Integer> subscriber = news.subscribe(2, OverflowPolicy.WAIT);
    return waitsBy(subscriber::receive)
        .endedBy(() -> news.send(1))
        .counting(() -> subscriber.statistics().tasksWaitingReceive())
        .closedBy(news::close, EndOfStreamException.class)
        .leaving(taken ->
            assertEquals(taken ? Optional.empty() : Optional.of(1), subscriber.tryReceive()));
  }
}
