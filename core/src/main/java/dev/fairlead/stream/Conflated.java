package dev.fairlead.stream;

import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.WaitQueue;
import dev.fairlead.lowlevel.WaitReason;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The latest item for each key, received ahead by a task of a group. */
final class Conflated<T> implements ObjectReceiveStream<T> {

  private static final WaitReason REASON = () -> "an item of a conflated stream";

  private final ObjectReceiveStream<? extends T> source;
  private final ObjectReceiveStream.Mapping<? super T, ?> key;
  private final WaitQueue receivers = new WaitQueue();
  private final TaskHandle<@Nullable Void> task;

  // Under this object's monitor.
  private final Map<@Nullable Object, T> latest = new LinkedHashMap<>();
  private @Nullable IOException end; // what a receive throws that finds nothing
  private boolean closed;

  @SuppressWarnings("this-escape") // The task comes last.
  Conflated(
      TaskGroup group,
      ObjectReceiveStream<? extends T> source,
      ObjectReceiveStream.Mapping<? super T, ?> key) {
    this.source = source;
    this.key = key;
    this.task = group.startSoon(o -> o.withName("conflate"), this::receiveAll);
  }

  private void receiveAll() {
    IOException reason = Pumped.broken("a conflated stream");
    try {
      while (true) {
        T item = source.receive();
        put(key.map(item), item);
      }
    } catch (IOException e) {
      reason = e;
    } finally {
      finish(reason);
    }
  }

  private void finish(IOException reason) {
    synchronized (this) {
      end = reason;
    }
    receivers.wakeAll();
  }

  /** An item of a key that is waited for already takes the place of the older one. */
  private void put(@Nullable Object itemKey, T item) {
    synchronized (this) {
      latest.put(itemKey, item);
    }
    receivers.wakeOne();
  }

  @Override
  public T receive() throws IOException {
    Checkpoints.checkpoint();
    while (true) {
      T item = poll();
      if (item != null) {
        return item;
      }
      receivers.awaitWhile(this::hasNothing, REASON);
    }
  }

  private synchronized boolean hasNothing() {
    return latest.isEmpty() && end == null && !closed;
  }

  private synchronized @Nullable T poll() throws IOException {
    if (closed) {
      throw new ClosedResourceException("receive on a closed conflated stream");
    }
    var items = latest.values().iterator();
    if (items.hasNext()) {
      T first = items.next();
      items.remove();
      return first;
    }
    IOException thrown = end;
    if (thrown != null) {
      end = new EndOfStreamException("the conflated stream has ended");
      throw thrown;
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
    }
    receivers.wakeAll();
    task.cancel("the stream is not used any more");
    CancelScope.shielded().run(task::join);
    source.close();
  }

  @Override
  public String toString() {
    return "conflate of " + source;
  }
}
