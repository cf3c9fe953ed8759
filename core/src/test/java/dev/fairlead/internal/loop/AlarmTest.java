package dev.fairlead.internal.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlarmTest {

  private static final long MILLI = 1_000_000;
  private static final long FAR = 3_600_000 * MILLI;

  private final LoopClock clock = new LoopClock();
  private final BlockingQueue<Long> rung = new LinkedBlockingQueue<>();
  private final AtomicReference<Thread> ringer = new AtomicReference<>();
  private final Alarm alarm = new Alarm(clock, this::ring, Thread.ofVirtual().factory());

  @AfterEach
  void closeAlarm() {
    alarm.close();
  }

  private void ring() {
    ringer.set(Thread.currentThread());
    rung.add(clock.nanoTime());
  }

  private long awaitRing() throws InterruptedException {
    Long reading = rung.poll(15, TimeUnit.SECONDS);
    assertTrue(reading != null, "it did not ring");
    return reading;
  }

  @Test
  void itRingsOnceAndNotTooEarly() throws Exception {
    for (int i = 1; i <= 20; i++) {
      long due = clock.nanoTime() + i * MILLI / 4;
      alarm.setFor(due);
      assertTrue(awaitRing() >= due);
    }
    assertTrue(rung.isEmpty());
  }

  @Test
  void anEarlierReadingComesFirstAndALaterOneIsLeftToTheLoop() throws Exception {
    alarm.setFor(clock.nanoTime() + FAR);
    long due = clock.nanoTime() + MILLI;
    alarm.setFor(due);
    alarm.setFor(due + FAR);

    assertTrue(awaitRing() >= due);
    assertTrue(rung.isEmpty());
  }

  @Test
  void aReadingThatHasPassedRingsAtOnce() throws Exception {
    alarm.setFor(clock.nanoTime() - 1);

    awaitRing();
  }

  @Test
  void closingEndsItsThreadWhateverItWaitsFor() throws Exception {
    alarm.setFor(clock.nanoTime() + MILLI);
    awaitRing();
    alarm.setFor(clock.nanoTime() + FAR);

    alarm.close();

    assertFalse(ringer.get().isAlive());
  }

  @Test
  void oneThatWasNeverSetHasNoThread() {
    alarm.close();

    assertTrue(rung.isEmpty());
  }

  /** The loop relies on what is set at any moment: it is to be woken by then at the latest. */
  @Test
  void noReadingIsLostHoweverItFallsTogetherWithTheOneBefore() throws Exception {
    var random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      alarm.setFor(clock.nanoTime() + random.nextLong(30_000));
      alarm.setFor(clock.nanoTime() + random.nextLong(30_000));
      awaitRing();
      rung.clear();
    }
  }

  @Test
  void afterClosingItNeverRings() {
    for (int i = 0; i < 500; i++) {
      var rings = new AtomicInteger();
      var passing = new Alarm(clock, rings::incrementAndGet, Thread.ofVirtual().factory());
      passing.setFor(clock.nanoTime() + i * 100L);
      passing.close();
      int before = rings.get();
      Thread.yield();

      assertEquals(before, rings.get());
    }
  }
}
