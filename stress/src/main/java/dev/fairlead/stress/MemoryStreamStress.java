package dev.fairlead.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fairlead.internal.Played;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** What is sent is received once, by one of those who want it, whoever is cancelled meanwhile. */
public final class MemoryStreamStress {

  private MemoryStreamStress() {}

  /** One sends twice into a stream with room for one, one receives. */
  @JCStressTest
  @Outcome(id = "sent, refused, nothing, 1", expect = ACCEPTABLE, desc = "looked before it came")
  @Outcome(id = "sent, refused, 1, nothing", expect = ACCEPTABLE, desc = "after the second try")
  @Outcome(id = "sent, sent, 1, 2", expect = ACCEPTABLE, desc = "between the two")
  @Outcome(expect = FORBIDDEN, desc = "lost, doubled, or refused although there was room")
  @State
  public static class Buffered {
    private final Ends ends = Ends.ofBuffer(1);

    @Actor
    public void sender(LLLL_Result result) {
      result.r1 = ends.trySend(1);
      result.r2 = ends.trySend(2);
    }

    @Actor
    public void receiver(LLLL_Result result) {
      result.r3 = ends.tryReceive();
    }

    @Arbiter
    public void rest(LLLL_Result result) {
      result.r4 = ends.tryReceive();
    }
  }

  /** A sender and a receiver come at once. */
  @JCStressTest
  @Outcome(id = "sent, 1", expect = ACCEPTABLE, desc = "they met")
  @Outcome(expect = FORBIDDEN, desc = "they missed each other")
  @State
  public static class Meeting {
    private final Ends ends = Ends.ofRendezvous();
    private final Played sender = Played.ready(() -> ends.awaitSend(1));
    private final Played receiver = Played.ready(ends::awaitReceive);

    @Actor
    public void sender() {
      sender.run();
    }

    @Actor
    public void receiver() {
      receiver.run();
    }

    @Arbiter
    public void outcome(LL_Result result) {
      result.r1 = sender.result();
      result.r2 = receiver.result();
    }
  }

  /** A receiver is cancelled while an object is sent to it. */
  @JCStressTest
  @Outcome(id = "sent, 1", expect = ACCEPTABLE, desc = "too late to cancel")
  @Outcome(id = "refused, cancelled", expect = ACCEPTABLE, desc = "nobody to receive")
  @Outcome(expect = FORBIDDEN, desc = "sent to one who was cancelled, or received without a send")
  @State
  public static class ReceiverCancelledAsItGetsOne {
    private final Ends ends = Ends.ofRendezvous();
    private final Played receiver = Played.waiting(ends::awaitReceive);

    @Actor
    public void sender(LL_Result result) {
      result.r1 = ends.trySend(1);
    }

    @Actor
    public void canceller() {
      receiver.cancelAndRun();
    }

    @Arbiter
    public void outcome(LL_Result result) {
      result.r2 = receiver.result();
    }
  }

  /** The first of two receivers is cancelled while an object is sent. */
  @JCStressTest
  @Outcome(id = "sent, 1, asleep", expect = ACCEPTABLE, desc = "too late to cancel")
  @Outcome(id = "sent, cancelled, 1", expect = ACCEPTABLE, desc = "it went to the next one")
  @Outcome(expect = FORBIDDEN, desc = "lost, doubled, or refused although one waits for it")
  @State
  public static class FirstReceiverCancelledAsItGetsOne {
    private final Ends ends = Ends.ofRendezvous();
    private final Played first = Played.waiting(ends::awaitReceive);
    private final Played second = Played.waiting(ends::awaitReceive);

    @Actor
    public void sender(LLL_Result result) {
      result.r1 = ends.trySend(1);
    }

    @Actor
    public void canceller() {
      first.cancelAndRun();
    }

    @Arbiter
    public void outcome(LLL_Result result) {
      result.r2 = first.result();
      result.r3 = second.result();
    }
  }

  /** A sender is cancelled while its object is received. */
  @JCStressTest
  @Outcome(id = "1, sent", expect = ACCEPTABLE, desc = "too late to cancel")
  @Outcome(id = "nothing, cancelled", expect = ACCEPTABLE, desc = "nobody to receive from")
  @Outcome(expect = FORBIDDEN, desc = "received from one who was told that it was not")
  @State
  public static class SenderCancelledAsItsObjectIsReceived {
    private final Ends ends = Ends.ofRendezvous();
    private final Played sender = Played.waiting(() -> ends.awaitSend(1));

    @Actor
    public void receiver(LL_Result result) {
      result.r1 = ends.tryReceive();
    }

    @Actor
    public void canceller() {
      sender.cancelAndRun();
    }

    @Arbiter
    public void outcome(LL_Result result) {
      result.r2 = sender.result();
    }
  }

  /** A sender that waits for room is cancelled while there is room. */
  @JCStressTest
  @Outcome(id = "1, sent, 2", expect = ACCEPTABLE, desc = "too late to cancel")
  @Outcome(id = "1, cancelled, nothing", expect = ACCEPTABLE, desc = "too early for the room")
  @Outcome(expect = FORBIDDEN, desc = "lost, doubled, or sent by one who was cancelled")
  @State
  public static class SenderCancelledAsItGetsRoom {
    private final Ends ends = Ends.full(1);
    private final Played sender = Played.waiting(() -> ends.awaitSend(2));

    @Actor
    public void receiver(LLL_Result result) {
      result.r1 = ends.tryReceive();
    }

    @Actor
    public void canceller() {
      sender.cancelAndRun();
    }

    @Arbiter
    public void outcome(LLL_Result result) {
      result.r2 = sender.result();
      result.r3 = ends.tryReceive();
    }
  }

  /** Two send at once to the only one who waits. */
  @JCStressTest
  @Outcome(id = "sent, refused, 1", expect = ACCEPTABLE, desc = "the one came first")
  @Outcome(id = "refused, sent, 2", expect = ACCEPTABLE, desc = "the other one came first")
  @Outcome(expect = FORBIDDEN, desc = "one object written over the other, or none received")
  @State
  public static class TwoSend {
    private final Ends ends = Ends.ofRendezvous();
    private final Played receiver = Played.waiting(ends::awaitReceive);

    @Actor
    public void one(LLL_Result result) {
      result.r1 = ends.trySend(1);
    }

    @Actor
    public void other(LLL_Result result) {
      result.r2 = ends.trySend(2);
    }

    @Arbiter
    public void outcome(LLL_Result result) {
      result.r3 = receiver.result();
    }
  }

  /** Two receive at once from the only one who waits. */
  @JCStressTest
  @Outcome(id = "1, nothing, sent", expect = ACCEPTABLE, desc = "the one came first")
  @Outcome(id = "nothing, 1, sent", expect = ACCEPTABLE, desc = "the other one came first")
  @Outcome(expect = FORBIDDEN, desc = "received twice or never")
  @State
  public static class TwoReceive {
    private final Ends ends = Ends.ofRendezvous();
    private final Played sender = Played.waiting(() -> ends.awaitSend(1));

    @Actor
    public void one(LLL_Result result) {
      result.r1 = ends.tryReceive();
    }

    @Actor
    public void other(LLL_Result result) {
      result.r2 = ends.tryReceive();
    }

    @Arbiter
    public void outcome(LLL_Result result) {
      result.r3 = sender.result();
    }
  }
}
