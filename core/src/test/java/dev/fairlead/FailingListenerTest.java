package dev.fairlead;

import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.RunListener;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.testsupport.TestBackends;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailingListenerTest {

  /** Fails in whatever it hears of. */
  private static final class Failing implements RunListener {
    private final boolean byAssertion;

    Failing(boolean byAssertion) {
      this.byAssertion = byAssertion;
    }

    private void fail(String call) {
      if (byAssertion) {
        throw new AssertionError(call);
      }
      throw new IllegalStateException(call);
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

  static List<Backend> backends() {
    return TestBackends.all();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aListenerThatFailsHoldsNobodyUp(Backend backend) throws Exception {
    assertEquals(42, workWith(new Failing(false), backend));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void neitherDoesAnAssertionOfAListener(Backend backend) throws Exception {
    assertEquals(42, workWith(new Failing(true), backend));
  }

  private static int workWith(RunListener listener, Backend backend) throws Exception {
    return Fairlead.call(
        o -> o.withBackend(backend).withListener(listener), FailingListenerTest::work);
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
