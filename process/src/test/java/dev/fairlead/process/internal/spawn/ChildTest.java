package dev.fairlead.process.internal.spawn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.process.ExitStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChildTest {

  private static final int ROUNDS = 20_000;

  private final AtomicInteger done = new AtomicInteger();

  private static final class AnyChild extends Child {
    AnyChild() {
      super(1, "any");
    }

    @Override
    public boolean signal(int number) {
      return false;
    }

    @Override
    public void signalAll(int number) {
      // There is nobody.
    }

    @Override
    public void release(Duration grace) {
      // There is nothing.
    }

    @Override
    public void abandon() {
      // There is nothing.
    }
  }

  private static void end(Child child) {
    child.exited(new ExitStatus.Exited(0));
  }

  @Test
  void whatIsToBeDoneIsDoneAtTheEnd() {
    var child = new AnyChild();
    child.whenEnded(done::incrementAndGet);
    assertEquals(0, done.get());

    end(child);
    assertEquals(1, done.get());
  }

  @Test
  void afterTheEndItIsDoneAtOnce() {
    var child = new AnyChild();
    end(child);
    child.whenEnded(done::incrementAndGet);

    assertEquals(1, done.get());
  }

  @Test
  void whatComesLaterTakesThePlaceOfWhatWasToBeDone() {
    var child = new AnyChild();
    child.whenEnded(() -> done.addAndGet(100));
    child.whenEnded(done::incrementAndGet);
    end(child);

    assertEquals(1, done.get());
  }

  @Test
  void whateverComesFirstItIsDoneOnce() throws Exception {
    var children = new AnyChild[ROUNDS];
    Arrays.setAll(children, _ -> new AnyChild());
    var together = new CyclicBarrier(2);
    Thread ending =
        Thread.ofPlatform()
            .start(() -> {
              meet(together);
              for (Child child : children) {
                end(child);
              }
            });
    meet(together);
    for (Child child : children) {
      child.whenEnded(done::incrementAndGet);
    }
    ending.join();

    assertEquals(ROUNDS, done.get());
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
