package dev.fairlead.stream;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A stream whose items are sent by tasks of a group. What they throw is thrown at its end. */
final class Pumped<T> implements ObjectReceiveStream<T> {

  private final String what;
  private final MemoryObjectReceiveStream<T> items;
  private final List<? extends ObjectReceiveStream<?>> sources;
  private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

  // Under its own monitor.
  private final List<TaskHandle<?>> tasks = new ArrayList<>();
  private boolean cancelled; // all of them, and those that are added later

  private Pumped(
      String what,
      MemoryObjectReceiveStream<T> items,
      List<? extends ObjectReceiveStream<?>> sources) {
    this.what = what;
    this.items = items;
    this.sources = sources;
  }

  /** Sends all items of a source. */
  static <T> ObjectStreams.Producer<T> pump(ObjectReceiveStream<? extends T> source) {
    return out -> {
      try {
        while (true) {
          out.send(source.receive());
        }
      } catch (EndOfStreamException e) {
        // Done.
      }
    };
  }

  static <T> Pumped<T> start(
      TaskGroup group,
      String what,
      int capacity,
      List<? extends ObjectReceiveStream<?>> sources,
      List<ObjectStreams.Producer<T>> producers) {
    var pair = MemoryObjectStreams.<T>create(capacity, o -> o.withName(what));
    var pumped = new Pumped<>(what, pair.receive(), sources);
    boolean started = false;
    try (MemoryObjectSendStream<T> first = pair.send()) {
      for (ObjectStreams.Producer<T> producer : producers) {
        MemoryObjectSendStream<T> out = first.duplicate();
        pumped.add(group.startSoon(o -> o.withName(what), () -> pumped.run(producer, out)));
      }
      started = true;
    } finally {
      if (!started) {
        pair.receive().close();
      }
    }
    return pumped;
  }

  private void add(TaskHandle<?> task) {
    boolean late;
    synchronized (tasks) {
      tasks.add(task);
      late = cancelled;
    }
    if (late) {
      cancel(task);
    }
  }

  private void run(ObjectStreams.Producer<T> producer, MemoryObjectSendStream<T> out) {
    try (out) {
      produce(producer, out); // Notes a failure before the stream ends.
    }
  }

  private void produce(ObjectStreams.Producer<T> producer, MemoryObjectSendStream<T> out) {
    boolean known = false;
    try {
      producer.produce(out);
      known = true;
    } catch (IOException e) {
      known = true;
      if (items.isOpen() || !(e instanceof BrokenResourceException)) {
        failure.compareAndSet(null, e);
        cancelTasks();
      }
    } finally {
      if (!known) {
        failure.compareAndSet(null, broken(what));
      }
    }
  }

  /** What a receiver gets when the task did not come to the end: it must not look like the end. */
  static BrokenResourceException broken(String what) {
    return new BrokenResourceException("a task of " + what + " was cancelled, or failed, midway");
  }

  private List<TaskHandle<?>> cancelTasks() {
    List<TaskHandle<?>> all;
    synchronized (tasks) {
      cancelled = true;
      all = List.copyOf(tasks);
    }
    all.forEach(Pumped::cancel);
    return all;
  }

  private static void cancel(TaskHandle<?> task) {
    task.cancel("the stream is not used any more");
  }

  @Override
  public T receive() throws IOException {
    try {
      return items.receive();
    } catch (EndOfStreamException e) {
      IOException thrown = failure.getAndSet(null);
      throw thrown == null ? e : thrown;
    }
  }

  @Override
  public void close() throws IOException {
    items.close();
    List<TaskHandle<?>> all = cancelTasks();
    CancelScope.shielded().run(() -> all.forEach(TaskHandle::join));
    Parts.close(sources);
  }

  @Override
  public String toString() {
    return what + " of " + sources;
  }
}
