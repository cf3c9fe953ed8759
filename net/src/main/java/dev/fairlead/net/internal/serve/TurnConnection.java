package dev.fairlead.net.internal.serve;

import dev.fairlead.CancelScope;
import dev.fairlead.Cancelled;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.Deadline;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskHandle;
import dev.fairlead.lowlevel.Turns;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.TurnHandler.Turn;
import dev.fairlead.net.internal.TransportStream;
import dev.fairlead.net.spi.StreamTransport;
import java.net.SocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One connection that is served by turns. */
final class TurnConnection<S extends SocketStream> extends Turns.Seat
    implements Connections.Connection {

  /*
   * Who asks it to come to an end says so, and then takes the present request for a turn back; who
   * has asked for a turn looks afterwards whether it is to end. So at least one of the two sees the
   * other, and only one can take the request back.
   */

  private final TurnReception<S> reception;
  private final StreamTransport transport;
  private final S stream;

  // Any task.
  private volatile boolean ending;
  private volatile long silentSince = Deadline.NEVER.nanos();
  private volatile @Nullable TaskHandle<?> waiting; // where the transport needs a task for it

  // Whose turn it is.
  private @Nullable Turn turn; // until it has begun
  private boolean cut; // by something else than its handler

  TurnConnection(Turns turns, TurnReception<S> reception, StreamTransport transport, S stream) {
    super(turns);
    this.reception = reception;
    this.transport = transport;
    this.stream = stream;
  }

  @Override
  public void endAfter(Duration grace) {
    reception.endAfter(grace);
    ending = true;
    callNow();
  }

  /** If a turn begins at this very moment, it has come too late. */
  @Override
  public void endIfSilent(Duration limit, Deadline now) {
    if (!now.isBefore(new Deadline(silentSince).plus(limit))) {
      ending = true;
      callNow();
    }
  }

  private void callNow() {
    TaskHandle<?> waiter = waiting;
    if (waiter == null) {
      transport.callNow(this);
    } else {
      waiter.cancel("its connection is to end");
    }
  }

  @Override
  public void takeTurn() {
    boolean goesOn = false;
    cut = ending;
    noteSilence(false);
    try {
      goesOn = !cut && !isClosed() && take() && askForNext();
    } catch (Cancelled cancelled) {
      cut = true;
      serving().counters().cancelled.incrementAndGet();
      throw cancelled;
    } catch (Exception failure) {
      serving().report(stream, failure);
    } finally {
      if (!goesOn) {
        end();
      }
    }
  }

  /** Whether this program has closed the stream, in a turn or between two. */
  private boolean isClosed() {
    return stream instanceof TransportStream face && face.isClosed();
  }

  /** Whether it goes on. */
  private boolean take() throws Exception {
    Turn begun = turn;
    if (begun == null) {
      turn = reception.handler().begin(stream);
      return true;
    }
    try {
      return begun.take();
    } catch (EndOfStreamException e) {
      return false; // The turn came because the other side has ended.
    }
  }

  private void noteSilence(boolean begins) {
    if (!serving().options().silenceLimit().isZero()) {
      silentSince = (begins ? Fairlead.currentTime() : Deadline.NEVER).nanos();
    }
  }

  /** False if the stream is closed. */
  private boolean askForNext() throws Exception {
    noteSilence(true);
    if (turn != null && turn.hasMore()) {
      callSoon();
      return true;
    }
    try {
      if (!transport.callWhenReadable(this)) {
        waiting = reception.startWaiting(this);
      }
    } catch (ClosedResourceException e) {
      return false;
    }
    if (ending) {
      callNow();
    }
    return true;
  }

  private Serving<S> serving() {
    return reception.serving();
  }

  SocketAddress remoteAddress() {
    return stream.remoteAddress();
  }

  /** Waits in a task of its own. */
  void awaitReadable() {
    try {
      transport.awaitReadable();
    } catch (ClosedResourceException e) {
      // The turn will see it.
    } finally {
      callSoon();
    }
  }

  @Override
  public void abandon() {
    cut = true;
    CancelScope over = CancelScope.create();
    over.cancel("there are no more turns");
    over.run(this::end);
  }

  private void end() {
    try (stream) {
      if (cut) {
        serving().sayFarewell(stream);
      }
      if (turn != null) {
        turn.end();
      }
    } catch (Exception failure) {
      serving().report(stream, failure);
    } finally {
      serving().counters().active.decrementAndGet();
      serving().ended(this);
    }
  }
}
