package dev.fairlead.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fairlead.EndOfStreamException;
import dev.fairlead.internal.Played;
import dev.fairlead.stream.Select;
import java.io.IOException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A selection does exactly one of its things; nothing is taken from or given to the others. */
public final class SelectStress {

  private SelectStress() {}

  private static Object receiveFromEither(Ends first, Ends second) throws IOException {
    try {
      return Select.first(
          Select.receive(first.receive()).call(item -> item),
          Select.receive(second.receive()).call(item -> item));
    } catch (EndOfStreamException _) {
      return "ended";
    }
  }

  private static Object sendOrReceive(Ends to, Ends from) throws IOException {
    return Select.first(
        Select.send(to.send(), "hello").call(() -> "sent"),
        Select.receive(from.receive()).call(item -> item));
  }

  /** An object comes on each of two streams at once. */
  @JCStressTest
  @Outcome(id = "sent, refused, 1", expect = ACCEPTABLE, desc = "the one came first")
  @Outcome(id = "refused, sent, 2", expect = ACCEPTABLE, desc = "the other one came first")
  @Outcome(expect = FORBIDDEN, desc = "taken from both or from none, or not what was taken")
  @State
  public static class TwoSend {
    private final Ends one = Ends.ofRendezvous();
    private final Ends other = Ends.ofRendezvous();
    private final Played selecting = Played.waiting(() -> receiveFromEither(one, other));

    @Actor
    public void one(LLL_Result result) {
      result.r1 = one.trySend(1);
    }

    @Actor
    public void other(LLL_Result result) {
      result.r2 = other.trySend(2);
    }

    @Arbiter
    public void outcome(LLL_Result result) {
      result.r3 = selecting.result();
    }
  }

  /** The task comes while an object is put into the buffer of one of the streams. */
  @JCStressTest
  @Outcome(id = "sent, 1", expect = ACCEPTABLE, desc = "sooner or later")
  @Outcome(expect = FORBIDDEN, desc = "waits for what is there")
  @State
  public static class ComesAsOneIsSent {
    private final Ends one = Ends.ofBuffer(1);
    private final Ends other = Ends.ofBuffer(1);
    private final Played selecting = Played.ready(() -> receiveFromEither(other, one));

    @Actor
    public void selecting() {
      selecting.run();
    }

    @Actor
    public void sender(LL_Result result) {
      result.r1 = one.trySend(1);
    }

    @Arbiter
    public void outcome(LL_Result result) {
      result.r2 = selecting.result();
    }
  }

  /** The task is cancelled while an object is sent to it. */
  @JCStressTest
  @Outcome(id = "sent, 1, refused", expect = ACCEPTABLE, desc = "too late to cancel")
  @Outcome(id = "refused, cancelled, refused", expect = ACCEPTABLE, desc = "nobody to receive")
  @Outcome(expect = FORBIDDEN, desc = "sent to one who was cancelled, or a place left behind")
  @State
  public static class CancelledAsItGetsOne {
    private final Ends one = Ends.ofRendezvous();
    private final Ends other = Ends.ofRendezvous();
    private final Played selecting = Played.waiting(() -> receiveFromEither(other, one));

    @Actor
    public void sender(LLL_Result result) {
      result.r1 = one.trySend(1);
    }

    @Actor
    public void canceller() {
      selecting.cancelAndRun();
    }

    @Arbiter
    public void outcome(LLL_Result result) {
      result.r2 = selecting.result();
      result.r3 = other.trySend(2);
    }
  }

  /** One stream ends while an object comes on the other one. */
  @JCStressTest
  @Outcome(id = "sent, 1", expect = ACCEPTABLE, desc = "the object came first")
  @Outcome(id = "refused, ended", expect = ACCEPTABLE, desc = "the end came first")
  @Outcome(expect = FORBIDDEN, desc = "an object lost to the end, or both overlooked")
  @State
  public static class OneEndsAsTheOtherSends {
    private final Ends one = Ends.ofRendezvous();
    private final Ends other = Ends.ofRendezvous();
    private final Played selecting = Played.waiting(() -> receiveFromEither(one, other));

    @Actor
    public void sender(LL_Result result) {
      result.r1 = one.trySend(1);
    }

    @Actor
    public void closer() {
      other.send().close();
    }

    @Arbiter
    public void outcome(LL_Result result) {
      result.r2 = selecting.result();
    }
  }

  /** Two tasks come at once, each to send to the other one or to receive from it. */
  @JCStressTest
  @Outcome(id = "sent, hello", expect = ACCEPTABLE, desc = "the one has sent")
  @Outcome(id = "hello, sent", expect = ACCEPTABLE, desc = "the other one has sent")
  @Outcome(expect = FORBIDDEN, desc = "they missed each other, or both did the same")
  @State
  public static class TwoSelect {
    private final Ends one = Ends.ofRendezvous();
    private final Ends other = Ends.ofRendezvous();
    private final Played here = Played.ready(() -> sendOrReceive(one, other));
    private final Played there = Played.ready(() -> sendOrReceive(other, one));

    @Actor
    public void here() {
      here.run();
    }

    @Actor
    public void there() {
      there.run();
    }

    @Arbiter
    public void outcome(LL_Result result) {
      result.r1 = here.result();
      result.r2 = there.result();
    }
  }

  /** A task comes to receive while the selection that would have sent to it is cancelled. */
  @JCStressTest
  @Outcome(id = "sent, hello", expect = ACCEPTABLE, desc = "too late to cancel")
  @Outcome(id = "cancelled, nothing", expect = ACCEPTABLE, desc = "nobody to receive from")
  @Outcome(expect = FORBIDDEN, desc = "received from one who was told that it was not")
  @State
  public static class CancelledAsItsObjectIsReceived {
    private final Ends one = Ends.ofRendezvous();
    private final Ends other = Ends.ofRendezvous();
    private final Played selecting = Played.waiting(() -> sendOrReceive(one, other));

    @Actor
    public void receiver(LL_Result result) {
      result.r2 = one.tryReceive();
    }

    @Actor
    public void canceller() {
      selecting.cancelAndRun();
    }

    @Arbiter
    public void outcome(LL_Result result) {
      result.r1 = selecting.result();
    }
  }
}
