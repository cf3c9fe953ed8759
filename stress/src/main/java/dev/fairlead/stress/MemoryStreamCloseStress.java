package dev.fairlead.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fairlead.internal.Played;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** An object meets the close of an end: both sides say the same of it, and nobody is forgotten. */
public final class MemoryStreamCloseStress {

  private MemoryStreamCloseStress() {}

  /** What is sent while the receiving end closes is handed back, or refused. */
  @JCStressTest
  @Outcome(id = "sent, 1", expect = ACCEPTABLE, desc = "sent, and among what was left at the close")
  @Outcome(id = "broken, 0", expect = ACCEPTABLE, desc = "refused")
  @Outcome(expect = FORBIDDEN, desc = "lost without a word, or sent and refused at once")
  @State
  public static class ReceivingEndClosedWithABuffer {
    private final Ends ends = Ends.ofBuffer(1);

    @Actor
    public void sender(LI_Result result) {
      result.r1 = ends.trySend(1);
    }

    @Actor
    public void closer(LI_Result result) {
      result.r2 = ends.receive().closeAndDrain().size();
    }
  }

  /** A handle is closed while an object is sent to a task that receives on it. */
  @JCStressTest
  @Outcome(id = "sent, 1", expect = ACCEPTABLE, desc = "too late to close")
  @Outcome(id = "broken, closed", expect = ACCEPTABLE, desc = "told that it is closed")
  @Outcome(expect = FORBIDDEN, desc = "lost, or received without a send, or waits for ever")
  @State
  public static class ReceiveEndsAsItGetsOne {
    private final Ends ends = Ends.ofRendezvous();
    private final Played receiver = Played.waiting(ends::awaitReceive);

    @Actor
    public void sender(LL_Result result) {
      result.r1 = ends.trySend(1);
    }

    @Actor
    public void closer() {
      ends.receive().close();
    }

    @Arbiter
    public void outcome(LL_Result result) {
      result.r2 = receiver.result();
    }
  }

  /** A handle is closed while the object of a task that sends on it is received. */
  @JCStressTest
  @Outcome(id = "1, sent", expect = ACCEPTABLE, desc = "too late to close")
  @Outcome(id = "ended, closed", expect = ACCEPTABLE, desc = "told that it is closed")
  @Outcome(expect = FORBIDDEN, desc = "received from one who was told that it was not")
  @State
  public static class SendEndsAsItsObjectIsReceived {
    private final Ends ends = Ends.ofRendezvous();
    private final Played sender = Played.waiting(() -> ends.awaitSend(1));

    @Actor
    public void receiver(LL_Result result) {
      result.r1 = ends.tryReceive();
    }

    @Actor
    public void closer() {
      ends.send().close();
    }

    @Arbiter
    public void outcome(LL_Result result) {
      result.r2 = sender.result();
    }
  }

  /** A task comes to receive while the last sender closes. */
  @JCStressTest
  @Outcome(id = "ended", expect = ACCEPTABLE, desc = "sooner or later")
  @Outcome(expect = FORBIDDEN, desc = "waits for what nobody can send")
  @State
  public static class ReceiverComesAsTheLastSenderCloses {
    private final Ends ends = Ends.ofRendezvous();
    private final Played receiver = Played.ready(ends::awaitReceive);

    @Actor
    public void receiver() {
      receiver.run();
    }

    @Actor
    public void closer() {
      ends.send().close();
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = receiver.result();
    }
  }

  /** A task comes to send while the last receiver closes. */
  @JCStressTest
  @Outcome(id = "broken", expect = ACCEPTABLE, desc = "sooner or later")
  @Outcome(expect = FORBIDDEN, desc = "waits for one who is gone")
  @State
  public static class SenderComesAsTheLastReceiverCloses {
    private final Ends ends = Ends.ofRendezvous();
    private final Played sender = Played.ready(() -> ends.awaitSend(1));

    @Actor
    public void sender() {
      sender.run();
    }

    @Actor
    public void closer() {
      ends.receive().close();
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = sender.result();
    }
  }

  /** Both ends are closed while a task waits to receive. */
  @JCStressTest
  @Outcome(id = "ended", expect = ACCEPTABLE, desc = "the sending end came first")
  @Outcome(id = "closed", expect = ACCEPTABLE, desc = "the receiving end came first")
  @Outcome(expect = FORBIDDEN, desc = "forgotten by both")
  @State
  public static class BothEndsClosed {
    private final Ends ends = Ends.ofRendezvous();
    private final Played receiver = Played.waiting(ends::awaitReceive);

    @Actor
    public void one() {
      ends.send().close();
    }

    @Actor
    public void other() {
      ends.receive().close();
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = receiver.result();
    }
  }
}
