package dev.fairlead;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.RunListener;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.testsupport.GivenEveryBackend;
import java.util.function.Consumer;

class FailingListenerTest {

  /** Fails in whatever it hears of. */
  private static final class Failing implements RunListener {
    private final Consumer<String> failing;

    Failing(Consumer<String> failing) {
      this.failing = failing;
    }

    private void fail(String call) {
      failing.accept(call);
    }

    @Override
    public void taskStarted(TaskInfo task) {
      fail("taskStarted");
    }

    @Override
    public void taskEnded(TaskInfo task) {
      fail("taskEnded");
    }

    @Override
    public void taskParking(TaskInfo task, WaitReason reason) {
      fail("taskParking");
    }

    @Override
    public void taskUnparked(TaskInfo task) {
      fail("taskUnparked");
    }

    @Override
    public void scopeCancelled(CancelScope scope, CancelCause cause) {
      fail("scopeCancelled");
    }

    @Override
    public void resourceOpened(Object resource) {
      fail("resourceOpened");
    }

    @Override
    public void resourceClosed(Object resource) {
      fail("resourceClosed");
    }
  }

  /** Fails whoever would print it, such as a log. */
  private static final class Unspeakable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unspeakable(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      throw new AssertionError("cannot be told");
    }
  }

  @GivenEveryBackend
  void aListenerThatFailsHoldsNobodyUp(Backend backend) throws Exception {
    assertEquals(42, workWith(FailingListenerTest::failPlainly, backend));
  }

  @GivenEveryBackend
  void neitherDoesAnAssertionOfAListener(Backend backend) throws Exception {
    assertEquals(42, workWith(FailingListenerTest::failAnAssertion, backend));
  }

  @GivenEveryBackend
  void neitherDoesAFailureThatCannotBeLogged(Backend backend) throws Exception {
    assertEquals(42, workWith(FailingListenerTest::failUnspeakably, backend));
  }

  private static void failPlainly(String call) {
    throw new IllegalStateException(call);
  }

  private static void failAnAssertion(String call) {
    throw new AssertionError(call);
  }

  private static void failUnspeakably(String call) {
    throw new Unspeakable(call);
  }

  private static int workWith(Consumer<String> failing, Backend backend) throws Exception {
    return Fairlead.call(
        o -> o.withBackend(backend).withListener(new Failing(failing)), FailingListenerTest::work);
  }

  private static int work() throws Exception {
    return TaskGroup.call(group -> {
      try (var stream = MemoryObjectStreams.<Integer>create(0)) {
        CancelScope.moveOnAfter(ofMillis(1)).run(() -> stream.receive().receive());
        group.startSoon(() -> stream.send().send(42));
        return stream.receive().receive();
      }
    });
  }
}
