package dev.fairlead;

import dev.fairlead.internal.Outcome;
import dev.fairlead.internal.Task;
import dev.fairlead.stream.MemoryObjectSendStream;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.stream.ObjectReceiveStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The handles of tasks, in the order in which the tasks end. */
final class Completions<T extends @Nullable Object> implements ObjectReceiveStream<TaskHandle<T>> {

  private final List<TaskHandle<T>> handles;
  private final ObjectReceiveStream<TaskHandle<T>> ended;

  private Completions(List<TaskHandle<T>> handles, ObjectReceiveStream<TaskHandle<T>> ended) {
    this.handles = handles;
    this.ended = ended;
  }

  static <T extends @Nullable Object> Completions<T> start(
      TaskGroup group,
      List<? extends Body<T, ?>> bodies,
      MemoryObjectStreams.Pair<TaskHandle<T>> done) {
    Task<?> _ = Task.current(); // Outside of a task nobody hears of ends, so nothing is started.
    var handles = new ArrayList<TaskHandle<T>>(bodies.size());
    var completions = new Completions<>(handles, done.receive());
    // The starter counts as one, so that the stream does not end before all have been started.
    var open = new AtomicInteger(1);
    boolean started = false;
    try {
      for (Body<T, ?> body : bodies) {
        TaskHandle<T> handle = group.startSoon(TaskOptions::withFailureToHandle, body);
        handles.add(handle);
        open.incrementAndGet();
        ((Outcome<T>) handle)
            .onEnd(() -> {
              put(done.send(), handle);
              leave(open, done.send());
            });
      }
      started = true;
    } finally {
      leave(open, done.send());
      if (!started) {
        done.receive().close();
      }
    }
    return completions;
  }

  private static <H> void put(MemoryObjectSendStream<H> ends, H handle) {
    try {
      ends.trySend(handle);
    } catch (BrokenResourceException e) {
      // The stream was closed: nobody wants to know any more.
    }
  }

  private static void leave(AtomicInteger open, MemoryObjectSendStream<?> ends) {
    if (open.decrementAndGet() == 0) {
      ends.close();
    }
  }

  @Override
  public TaskHandle<T> receive() throws IOException {
    return ended.receive();
  }

  @Override
  public void close() throws IOException {
    ended.close();
    handles.forEach(handle -> handle.cancel("nobody waits for it any more"));
  }

  @Override
  public void closeForcefully() throws IOException {
    close();
  }

  @Override
  public String toString() {
    return "ends of " + handles.size() + " tasks";
  }
}
