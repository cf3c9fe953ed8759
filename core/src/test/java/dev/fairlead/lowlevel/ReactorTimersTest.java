package dev.fairlead.lowlevel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReactorTimersTest {

  private static final long MILLI = 1_000_000;
  private static final long FAR = 3_600_000 * MILLI;

  static Stream<Backend> backends() {
    return Backends.all().stream();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void everyTimerExpiresOnceAndNoneTooEarly(Backend backend) throws Exception {
    int count = 5_000;
    var random = new Random(7);
    var all = new CountDownLatch(count);
    var early = new AtomicInteger();
    try (Reactor reactor = backend.open("timers")) {
      for (int i = 0; i < count; i++) {
        long due = reactor.nanoTime() + random.nextLong(300 * MILLI);
        Runnable expired =
            () -> {
              early.addAndGet(reactor.nanoTime() < due ? 1 : 0);
              all.countDown();
            };
        reactor.newTimer(expired).arm(due);
      }
      assertTrue(all.await(15, TimeUnit.SECONDS));
    }
    assertEquals(0, early.get());
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aTimerThatIsArmedAgainMovesBothWays(Backend backend) throws Exception {
    try (Reactor reactor = backend.open("timers")) {
      Watched watched = changedBeforeItIsDue(reactor, timer -> timer.arm(reactor.nanoTime() + FAR));
      assertEquals(1, watched.expired.getCount());

      watched.timer.arm(reactor.nanoTime() + MILLI);
      assertTrue(watched.expired.await(15, TimeUnit.SECONDS));
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aDisarmedTimerDoesNotExpire(Backend backend) throws Exception {
    try (Reactor reactor = backend.open("timers")) {
      for (int i = 0; i < 10; i++) {
        Watched watched = changedBeforeItIsDue(reactor, Timer::disarm);

        assertEquals(1, watched.expired.getCount());
      }
    }
  }

  private record Watched(Timer timer, CountDownLatch expired) {}

  /** Arms a timer, does something to it, and waits until it would have expired. */
  private static Watched changedBeforeItIsDue(Reactor reactor, Consumer<Timer> change)
      throws InterruptedException {
    for (long notice = 10 * MILLI; ; notice *= 2) {
      var expired = new CountDownLatch(1);
      Timer timer = reactor.newTimer(expired::countDown);
      long due = reactor.nanoTime() + notice;
      timer.arm(due);
      change.accept(timer);
      // Otherwise it may have expired before the change, and the next one gets more time.
      if (reactor.nanoTime() < due) {
        var over = new CountDownLatch(1);
        reactor.newTimer(over::countDown).arm(due + MILLI);
        assertTrue(over.await(15, TimeUnit.SECONDS));
        return new Watched(timer, expired);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void anEarlierTimerWakesASleepingLoop(Backend backend) throws Exception {
    BlockingQueue<String> trail = new LinkedBlockingQueue<>();
    try (Reactor reactor = backend.open("timers")) {
      reactor.newTimer(() -> trail.add("late")).arm(reactor.nanoTime() + FAR);
      for (int i = 0; i < 200; i++) {
        reactor.newTimer(() -> trail.add("soon")).arm(reactor.nanoTime() + MILLI / 2);
        assertEquals("soon", trail.poll(15, TimeUnit.SECONDS));
      }
    }
  }

  /** Loops may leave timers that are far off to another thread, and find other ones then. */
  @ParameterizedTest
  @MethodSource("backends")
  void timersThatAreFarOffExpireThoughEarlierOnesWereTakenBack(Backend backend) throws Exception {
    var random = new Random(11);
    BlockingQueue<Long> expired = new LinkedBlockingQueue<>();
    try (Reactor reactor = backend.open("timers")) {
      for (int i = 0; i < 40; i++) {
        Timer takenBack = reactor.newTimer(() -> {}); // on a slow machine it expires before that
        takenBack.arm(reactor.nanoTime() + 12 * MILLI);
        long due = reactor.nanoTime() + 8 * MILLI + random.nextLong(16 * MILLI);
        reactor.newTimer(() -> expired.add(reactor.nanoTime())).arm(due);
        takenBack.disarm();
        Long reading = expired.poll(15, TimeUnit.SECONDS);
        assertTrue(reading != null && reading >= due, () -> reading + " for " + due);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aReadingThatHasPassedExpiresAtOnceAndNeverIsNever(Backend backend) throws Exception {
    var passed = new CountDownLatch(2);
    try (Reactor reactor = backend.open("timers")) {
      reactor.newTimer(passed::countDown).arm(Long.MIN_VALUE);
      reactor.newTimer(passed::countDown).arm(0);
      reactor.newTimer(() -> passed.countDown()).arm(Long.MAX_VALUE);
      reactor.newTimer(() -> passed.countDown()).arm(Long.MAX_VALUE - 1);
      assertTrue(passed.await(15, TimeUnit.SECONDS));
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void anActionThatFailsDoesNotStopTheLoop(Backend backend) throws Exception {
    var after = new CountDownLatch(1);
    try (Reactor reactor = backend.open("timers")) {
      Runnable failing =
          () -> {
            throw new IllegalArgumentException("a timer's own mistake");
          };
      reactor.newTimer(failing).arm(reactor.nanoTime());
      reactor.newTimer(after::countDown).arm(reactor.nanoTime() + MILLI);
      assertTrue(after.await(15, TimeUnit.SECONDS));
    }
  }

  /** An action that arms its own timer again while other threads arm and disarm it. */
  @ParameterizedTest
  @MethodSource("backends")
  void manyThreadsMayArmOneTimer(Backend backend) throws Exception {
    var expiries = new AtomicLong();
    try (Reactor reactor = backend.open("timers")) {
      Timer timer = reactor.newTimer(expiries::incrementAndGet);
      var threads =
          Stream.generate(() -> Thread.ofPlatform().unstarted(() -> toggle(reactor, timer)))
              .limit(3)
              .toList();
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      timer.arm(reactor.nanoTime());
      long before = expiries.get();
      var last = new CountDownLatch(1);
      reactor.newTimer(last::countDown).arm(reactor.nanoTime() + 5 * MILLI);
      assertTrue(last.await(15, TimeUnit.SECONDS));
      assertTrue(expiries.get() >= before);
      assertTrue(expiries.get() > 0);
    }
  }

  private static void toggle(Reactor reactor, Timer timer) {
    for (int i = 0; i < 20_000; i++) {
      timer.arm(reactor.nanoTime() + i % 300_000);
      if (i % 3 == 0) {
        timer.disarm();
      }
    }
  }
}
