package dev.fairlead.stream;

import dev.fairlead.internal.Aftermath;
import dev.fairlead.internal.Selectable;
import dev.fairlead.internal.Selection;
import dev.fairlead.internal.SpinLock;
import dev.fairlead.internal.WaitNode;
import org.jspecify.annotations.Nullable;

/** To send an item on a handle, as one of several things that a task waits for. */
record SelectableSend<T>(MemoryObjectSendStream<T> stream, MemoryChannel<T> channel, T item)
    implements Selectable {

  @Override
  public SpinLock lock() {
    return channel.lock;
  }

  @Override
  public @Nullable Object attempt(Aftermath after) {
    Answer answer = stream.offer(item);
    after.letRun(channel.takeWoken());
    T discarded = channel.takeDiscarded();
    if (discarded != null) {
      after.then(() -> stream.tellUndelivered(discarded));
    }
    return answer == Answer.WAIT ? null : answer;
  }

  @Override
  public WaitNode enqueue(Selection selection) {
    return channel.awaitRoom(new Exchange(stream, item, selection));
  }

  @Override
  public void withdraw(WaitNode node) {
    channel.withdraw(node);
  }

  @Override
  public Object result(WaitNode taken) {
    return ((Exchange) taken).answer;
  }

  @Override
  public String describe() {
    return channel.sending.describe();
  }
}
