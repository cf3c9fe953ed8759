package dev.fairlead.testing.internal.network;

import dev.fairlead.lowlevel.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** One direction of a connection: what is on its way arrives in order, unless the way is cut. */
final class Pipe {

  // Linux sends again for a little more than 15 minutes: tcp_retries2 = 15.
  private static final long PATIENCE_NANOS = Duration.ofSeconds(924).toNanos();

  /** Something on its way. */
  private record Sent(Segment segment, long dueNanos) {}

  private final Network network;
  private final Host from;
  private final Host to;
  private final Consumer<Segment> arrival;
  private final Runnable lostPatience;
  private final Deque<Sent> underway = new ArrayDeque<>();
  private final Timer timer;
  private boolean stalled;
  private long lastDueNanos;

  /**
   * Makes a direction.
   *
   * @param arrival takes what arrives
   * @param lostPatience called when nothing has got through for too long
   */
  Pipe(Network network, Host from, Host to, Consumer<Segment> arrival, Runnable lostPatience) {
    this.network = network;
    this.from = from;
    this.to = to;
    this.arrival = arrival;
    this.lostPatience = lostPatience;
    this.timer = network.world().newTimer(this::expired);
  }

  Host from() {
    return from;
  }

  Host to() {
    return to;
  }

  void send(Segment segment) {
    long due = network.world().nanoTime() + network.latency(from, to);
    lastDueNanos = Math.max(lastDueNanos, due);
    underway.add(new Sent(segment, lastDueNanos));
    if (underway.size() == 1) {
      timer.arm(lastDueNanos);
    }
  }

  /** Forgets what is on its way. */
  void clear() {
    underway.clear();
    stalled = false;
    network.forget(this);
    timer.disarm();
  }

  private void expired() {
    if (underway.isEmpty()) {
      return;
    }
    if (network.isCut(from, to)) {
      stallOrGiveUp();
      return;
    }
    Sent next = underway.remove();
    if (!underway.isEmpty()) {
      timer.arm(underway.element().dueNanos);
    }
    arrival.accept(next.segment);
  }

  private void stallOrGiveUp() {
    if (stalled) {
      clear();
      lostPatience.run();
    } else {
      stalled = true;
      network.stall(this);
      timer.arm(network.world().nanoTime() + PATIENCE_NANOS);
    }
  }

  /** The way is free again. */
  void goOn() {
    stalled = false;
    timer.arm(network.world().nanoTime() + network.latency(from, to));
  }
}
