package dev.fairlead.stream;

import dev.fairlead.internal.Aftermath;
import dev.fairlead.internal.Selectable;
import dev.fairlead.internal.Selection;
import dev.fairlead.internal.SpinLock;
import dev.fairlead.internal.WaitNode;
import org.jspecify.annotations.Nullable;

/** To receive on a handle, as one of several things that a task waits for. */
record SelectableReceive<T>(MemoryObjectReceiveStream<T> stream, MemoryChannel<T> channel)
    implements Selectable {

  @Override
  public SpinLock lock() {
    return channel.lock;
  }

  @Override
  public @Nullable Object attempt(Aftermath after) {
    Object attempt = stream.poll();
    after.letRun(channel.takeWoken());
    return attempt == Answer.WAIT ? null : attempt;
  }

  @Override
  public WaitNode enqueue(Selection selection) {
    return channel.awaitItem(new Exchange(stream, null, selection));
  }

  @Override
  public void withdraw(WaitNode node) {
    channel.withdraw(node);
  }

  @Override
  public Object result(WaitNode taken) {
    return ((Exchange) taken).received();
  }

  @Override
  public String describe() {
    return channel.receiving.describe();
  }
}
