package dev.fairlead.internal.loop;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RowsTest {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(15);
  private static final long FOR_GOOD = Duration.ofHours(1).toNanos();
  private static final ThreadFactory THREADS = Thread.ofVirtual().factory();

  @Test
  void whoStandsInEitherRowIsLetIn() throws Exception {
    var rows = new Rows(THREADS, FOR_GOOD);
    List<Thread> standing = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Runnable stand = i % 2 == 0 ? rows::standInFront : rows::standInBack;
      standing.add(
          Thread.startVirtualThread(() -> {
            for (int j = 0; j < 2_000; j++) {
              stand.run();
            }
          }));
    }

    for (Thread thread : standing) {
      assertTrue(thread.join(LONG_ENOUGH));
    }
    assertFalse(rows.isAnyone());
  }

  @Test
  void whoIsInterruptedStandsNoLonger() throws Exception {
    var rows = new Rows(_ -> Thread.ofVirtual().unstarted(() -> {}), FOR_GOOD); // Lets nobody in.
    Thread standing = Thread.startVirtualThread(rows::standInBack);
    await().atMost(LONG_ENOUGH).until(rows::isAnyone);

    standing.interrupt();

    assertTrue(standing.join(LONG_ENOUGH));
    assertFalse(rows.isAnyone());
  }

  @Test
  void whereNobodyCanBeStartedWhoLetsInAllGoOnAndTheNextTriesAgain() throws Exception {
    AtomicReference<Rows> rows = new AtomicReference<>();
    AtomicReference<Thread> other = new AtomicReference<>();
    AtomicBoolean failed = new AtomicBoolean();
    rows.set(
        new Rows(
            run -> {
              if (failed.compareAndSet(false, true)) {
                other.set(Thread.startVirtualThread(rows.get()::standInFront));
                await().atMost(LONG_ENOUGH).until(rows.get()::isAnyoneInFront);
                throw new OutOfMemoryError("no memory for a thread, says the test");
              }
              return THREADS.newThread(run);
            },
            FOR_GOOD));

    Throwable thrown = thrownBy(rows.get()::standInBack);

    assertInstanceOf(OutOfMemoryError.class, thrown);
    assertTrue(other.get().join(LONG_ENOUGH));
    assertTrue(Thread.startVirtualThread(rows.get()::standInBack).join(LONG_ENOUGH));
  }

  private static Throwable thrownBy(Runnable action) throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread =
        Thread.ofVirtual()
            .uncaughtExceptionHandler((_, failure) -> thrown.set(failure))
            .start(action);
    assertTrue(thread.join(LONG_ENOUGH));
    return thrown.get();
  }

  @Test
  void threadsThatCannotLeaveTheirProcessorsStandForAWhileOnly() throws Exception {
    var rows = new Rows(THREADS, 20_000_000);
    int processors = Runtime.getRuntime().availableProcessors();
    var all = new CountDownLatch(processors);
    List<Thread> standing = new ArrayList<>();
    for (int i = 0; i < processors; i++) {
      var loader =
          new PinnedClass(() -> {
            all.countDown();
            while (all.getCount() > 0) {
              Thread.onSpinWait(); // Nobody else has a processor from here on.
            }
            rows.standInBack();
          });
      standing.add(Thread.startVirtualThread(loader::initialize));
    }

    for (Thread thread : standing) {
      assertTrue(thread.join(LONG_ENOUGH));
    }
  }

  /** Initialized once by each loader, whose action runs meanwhile. */
  static final class Pinned {
    static {
      ((Runnable) Pinned.class.getClassLoader()).run();
    }

    private Pinned() {}
  }

  /** Runs an action in the initializer of a class, where a thread cannot leave its processor. */
  private static final class PinnedClass extends ClassLoader implements Runnable {
    private static final String NAME = "dev.fairlead.internal.loop.RowsTest$Pinned";

    private final Runnable action;

    PinnedClass(Runnable action) {
      super(RowsTest.class.getClassLoader());
      this.action = action;
    }

    @Override
    public void run() {
      action.run();
    }

    void initialize() {
      try {
        var _ = Class.forName(NAME, true, this);
      } catch (ClassNotFoundException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      return name.equals(NAME) ? definedHere() : super.loadClass(name, resolve);
    }

    @SuppressWarnings("BanClassLoader") // Of this very test.
    private Class<?> definedHere() {
      try (InputStream file = RowsTest.class.getResourceAsStream("RowsTest$Pinned.class")) {
        byte[] bytes = file.readAllBytes();
        return defineClass(NAME, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }
}
