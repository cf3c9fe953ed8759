package dev.fairlead.process;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.OpenResource;
import dev.fairlead.lowlevel.WaitQueue;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.process.internal.signal.SignalTable;
import dev.fairlead.stream.ObjectReceiveStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A stream of the signals that this process receives, from {@link Signals#open}.
 *
 * {@snippet file="SignalsSnippets.java" region="receive"}
 *
 * <p>Signals come in the order in which the JVM hands them over, from the moment the receiver was
 * opened. Any number of tasks may receive; each signal goes to one of them. A receive that is
 * cancelled loses nothing. Closing puts back what handled the signals before, once no other
 * receiver listens to them; a signal that was on its way at that moment is handled by it.
 */
public final class SignalReceiver implements ObjectReceiveStream<ReceivedSignal> {

  private final Set<Signal> signals;
  private final List<String> names;
  private final Predicate<String> listener = this::heard;
  private final WaitQueue waiting = new WaitQueue();
  private final WaitReason reason = new SignalReason();
  private final OpenResource open;

  // Guarded by this.
  private final ArrayDeque<ReceivedSignal> received = new ArrayDeque<>();
  private final Map<Signal, Long> counts = new EnumMap<>(Signal.class);
  private boolean closed;

  SignalReceiver(Set<Signal> signals) {
    this.signals = signals;
    this.names = signals.stream().map(Signal::shortName).toList();
    SignalTable.add(names, listener);
    this.open = OpenResource.note(this);
  }

  /** On a thread of the JVM. What comes once this is closed is for somebody else. */
  private boolean heard(String name) {
    synchronized (this) {
      if (closed) {
        return false;
      }
      Signal signal = Signal.valueOf("SIG" + name);
      long count = counts.merge(signal, 1L, Long::sum);
      received.add(new ReceivedSignal(signal, count, Instant.now()));
    }
    waiting.wakeOne();
    return true;
  }

  /**
   * Waits for the next signal. A checkpoint.
   *
   * @throws ClosedResourceException if the receiver is closed, also meanwhile
   */
  @Override
  public ReceivedSignal receive() {
    Checkpoints.checkpoint();
    while (true) {
      ReceivedSignal next = take();
      if (next != null) {
        return next;
      }
      waiting.awaitWhile(this::hasNothing, reason);
    }
  }

  /** The next signal, if one has come; never waits. Any thread may call it. */
  public Optional<ReceivedSignal> tryReceive() {
    return Optional.ofNullable(take());
  }

  private synchronized @Nullable ReceivedSignal take() {
    if (closed) {
      throw new ClosedResourceException("receive() on " + this + ", which this program has closed");
    }
    return received.poll();
  }

  /** The next signal that came before the receiver was closed and that nobody has received. */
  synchronized @Nullable ReceivedSignal unheard() {
    return received.poll();
  }

  private synchronized boolean hasNothing() {
    return !closed && received.isEmpty();
  }

  /** Stops listening. Never waits; any thread may call it. */
  @Override
  public void close() {
    SignalTable.remove(names, listener); // First: until then, what comes is for this one.
    synchronized (this) {
      closed = true;
    }
    open.closed();
    waiting.wakeAll();
  }

  @Override
  public void closeForcefully() {
    close();
  }

  @Override
  public String toString() {
    return "receiver of " + signals;
  }

  private final class SignalReason implements WaitReason {
    @Override
    public String describe() {
      return "one of the signals " + signals;
    }

    @Override
    public boolean external() {
      return true;
    }
  }
}
