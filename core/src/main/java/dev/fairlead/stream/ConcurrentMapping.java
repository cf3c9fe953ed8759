package dev.fairlead.stream;

import dev.fairlead.CancelScope;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.TaskFailedException;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.TaskOptions;
import dev.fairlead.sync.Semaphore;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A stream whose items are computed by tasks of a group, several at once, and come in order. */
final class ConcurrentMapping<T, R> implements ObjectReceiveStream<R> {

  private final TaskGroup group;
  private final ObjectReceiveStream<? extends T> source;
  private final ObjectReceiveStream.Mapping<? super T, ? extends R> code;
  private final Semaphore room; // for computations whose results were not received
  private final Queue<TaskHandle<R>> running = new ConcurrentLinkedQueue<>();
  private final ObjectReceiveStream<R> results;

  ConcurrentMapping(
      TaskGroup group,
      int limit,
      ObjectReceiveStream<? extends T> source,
      ObjectReceiveStream.Mapping<? super T, ? extends R> code) {
    if (limit < 1) {
      throw new IllegalArgumentException("the limit of tasks at once must be at least 1: " + limit);
    }
    this.group = group;
    this.source = source;
    this.code = code;
    this.room = new Semaphore(limit, limit);
    this.results =
        Pumped.<TaskHandle<R>>start(
                group,
                "mapConcurrently",
                MemoryObjectStreams.UNBOUNDED,
                List.of(source),
                List.of(this::startAll))
            .map(this::resultOf);
  }

  private void startAll(ObjectSendStream<TaskHandle<R>> out) throws IOException {
    try {
      while (true) {
        room.acquire();
        T item = source.receive();
        TaskHandle<R> handle =
            group.startSoon(TaskOptions::withFailureToHandle, () -> code.map(item));
        running.add(handle);
        out.send(handle);
      }
    } catch (EndOfStreamException e) {
      // All are started.
    }
  }

  private R resultOf(TaskHandle<R> handle) throws IOException {
    handle.join();
    running.remove(handle);
    room.release();
    try {
      return handle.result();
    } catch (TaskFailedException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw e;
    }
  }

  @Override
  public R receive() throws IOException {
    return results.receive();
  }

  @Override
  public void close() throws IOException {
    try {
      results.close(); // From here on nothing is started.
    } finally {
      running.forEach(handle -> handle.cancel("nobody wants the result any more"));
      CancelScope.shielded().run(() -> running.forEach(TaskHandle::join));
    }
  }

  @Override
  public String toString() {
    return "mapConcurrently of " + source;
  }
}
