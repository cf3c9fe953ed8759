package dev.fairlead.testing.internal.network;

import dev.fairlead.lowlevel.Timer;
import dev.fairlead.lowlevel.WaitQueue;
import dev.fairlead.lowlevel.WaitReason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One attempt to connect: asks again until there is an answer, or for too long. */
final class Handshake {

  /*
   * ASKING -- the question arrives, somebody listens --> ANSWERED -- the answer arrives --> done
   *    |  ^                                                 |
   *    |  '------ nothing heard for 1 s, 2 s, 4 s ... ------'
   *    |-- nobody listens --> refused
   *    '-- asked seven times --> timed out
   *
   * A cut swallows questions and answers.
   */

  private static final long FIRST_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
  // Linux: tcp_syn_retries = 6, so that it gives up after 127 s.
  private static final int MOST_QUESTIONS = 7;

  private final Network network;
  private final Host from;
  private final @Nullable Host to;
  private final InetSocketAddress local;
  private final InetSocketAddress remote;
  private final WaitReason connecting;
  private final WaitQueue waiting = new WaitQueue();
  private final Timer again;
  private int questions;
  private boolean over;
  private @Nullable SimulatedStream stream;
  private @Nullable IOException failure;

  Handshake(
      Network network,
      Host from,
      Optional<Host> to,
      InetSocketAddress local,
      InetSocketAddress remote) {
    this.network = network;
    this.from = from;
    this.to = to.orElse(null);
    this.local = local;
    this.remote = remote;
    this.connecting = () -> "connect to " + Socket.text(remote);
    this.again = network.world().newTimer(this::ask);
  }

  /** Connects. A checkpoint. */
  SimulatedStream perform() throws IOException {
    boolean connected = false;
    ask();
    try {
      waiting.awaitWhile(() -> !over, connecting);
      if (failure != null) {
        throw failure;
      }
      connected = true;
      return java.util.Objects.requireNonNull(stream);
    } finally {
      over = true;
      again.disarm();
      if (!connected && stream != null) {
        stream.abort();
      }
    }
  }

  private void ask() {
    if (over) {
      return;
    }
    if (questions == MOST_QUESTIONS) {
      end(new ConnectException("Connection timed out"));
      return;
    }
    again.arm(network.world().nanoTime() + (FIRST_PAUSE_NANOS << questions));
    questions++;
    if (to == null) {
      after(from, from, () -> end(new NoRouteToHostException("No route to host")));
    } else {
      after(from, to, () -> asked(to));
    }
  }

  private void after(Host start, Host end, Runnable arrival) {
    network.carry(
        start,
        end,
        () -> {
          if (!over) {
            arrival.run();
          }
        });
  }

  /** The question has arrived. */
  private void asked(Host there) {
    if (stream == null) {
      Optional<Host.Bound> bound = Host.boundTo(there.streams(), remote);
      if (bound.isEmpty()) {
        after(there, from, () -> end(new ConnectException("Connection refused")));
        return;
      }
      var listener = (SimulatedListener) bound.get();
      if (!listener.hasRoom()) {
        return; // The question is lost, as systems do it; it will be asked again.
      }
      stream = SimulatedStream.connected(network, from, local, there, remote);
      listener.offer(stream.peer());
    }
    after(there, from, () -> end(null));
  }

  private void end(@Nullable IOException why) {
    if (!over) {
      over = true;
      failure = why;
      waiting.wakeAll();
    }
  }
}
