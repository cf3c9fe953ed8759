package dev.fairlead.internal;

import dev.fairlead.lowlevel.WaitReason;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens once and stays so, as one of several things that a task waits for.
 *
 * @param waiters those who wait for it, with the lock that guards it
 * @param outcome what happened; null as long as it has not
 * @param reason what a task waits for, in words
 */
public record SelectableOnce(
    WaitList waiters, Supplier<? extends @Nullable Object> outcome, WaitReason reason)
    implements Selectable {

  @Override
  public SpinLock lock() {
    return waiters;
  }

  @Override
  public @Nullable Object attempt(Aftermath after) {
    return outcome.get();
  }

  @Override
  public WaitNode enqueue(Selection selection) {
    var node = new WaitNode(selection);
    waiters.add(node);
    return node;
  }

  @Override
  public void withdraw(WaitNode node) {
    waiters.remove(node);
  }

  @Override
  public Object result(WaitNode taken) {
    return Objects.requireNonNull(outcome.get());
  }

  @Override
  public String describe() {
    return reason.describe();
  }
}
