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

    @Override
    public void taskStarted(TaskInfo task) {
      throw new IllegalStateException("taskStarted");
    }

    @Override
    public void taskEnded(TaskInfo task) {
      throw new IllegalStateException("taskEnded");
    }

    @Override
    public void taskParking(TaskInfo task, WaitReason reason) {
      throw new IllegalStateException("taskParking");
    }

    @Override
    public void taskUnparked(TaskInfo task) {
      throw new IllegalStateException("taskUnparked");
    }

    @Override
    public void scopeCancelled(CancelScope scope, CancelCause cause) {
      throw new IllegalStateException("scopeCancelled");
    }

    @Override
    public void resourceOpened(Object resource) {
      throw new IllegalStateException("resourceOpened");
    }

    @Override
    public void resourceClosed(Object resource) {
      throw new IllegalStateException("resourceClosed");
    }
  }

  static List<Backend> backends() {
    return TestBackends.all();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aListenerThatFailsHoldsNobodyUp(Backend backend) throws Exception {
    int answer =
        Fairlead.call(
            o -> o.withBackend(backend).withListener(new Failing()), FailingListenerTest::work);

    assertEquals(42, answer);
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
