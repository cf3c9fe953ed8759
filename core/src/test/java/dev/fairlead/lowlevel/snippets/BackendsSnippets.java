package dev.fairlead.lowlevel.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.Backends;
import dev.fairlead.lowlevel.CarrierOptions;
import dev.fairlead.lowlevel.LoopOptions;
import dev.fairlead.lowlevel.Reactor;
import dev.fairlead.lowlevel.Strand;
import dev.fairlead.lowlevel.Timer;
import dev.fairlead.testsupport.NeedsNativeSockets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackendsSnippets {

  @Test
  void carrier() {
    int[] counter = {0};
    // @start region="carrier"
    Fairlead.run(
        options -> options.withBackend(Backends.carrier()),
        () -> {
          counter[0]++; // no lock needed: tasks run one at a time
        });
    // @end
    assertEquals(1, counter[0]);
  }

  @Test
  void options() {
    int[] counter = {0};
    // @start region="options"
    Backend polling = Backends.virtual(o -> o.withLoops(2).withPolling(Duration.ofMillis(1)));
    Fairlead.run(options -> options.withBackend(polling), () -> counter[0]++);
    // @end
    assertEquals(1, counter[0]);
  }

  @Test
  void placement() {
    int[] counter = {0};
    // @start region="placement"
    Backend spread =
        Backends.carrier(o ->
            o.withLoops(2)
                .withPlacement(CarrierOptions.Placement.ROUND_ROBIN)
                .withStallWarning(Duration.ofSeconds(1)));
    Fairlead.run(options -> options.withBackend(spread), () -> counter[0]++);
    // @end
    assertEquals(1, counter[0]);
  }

  @Test
  @NeedsNativeSockets
  void nativeSockets() {
    int[] counter = {0};
    // @start region="native"
    Backend backend = Backends.carrier(CarrierOptions::withNativeSockets);
    Fairlead.run(options -> options.withBackend(backend), () -> counter[0]++);
    // @end
    assertEquals(1, counter[0]);
  }

  @Test
  @NeedsNativeSockets
  void nativeSocketsOfVirtual() {
    int[] counter = {0};
    // @start region="virtual-native"
    Backend backend = Backends.virtual(LoopOptions::withNativeSockets);
    Fairlead.run(options -> options.withBackend(backend), () -> counter[0]++);
    // @end
    assertEquals(1, counter[0]);
  }

  @Test
  void reactor() throws InterruptedException {
    var done = new CountDownLatch(2);
    // @start region="reactor"
    Backend backend = Backends.virtual();
    try (Reactor reactor = backend.open("by hand")) {
      Strand strand = reactor.newStrand("a task", done::countDown);
      strand.start();
      Timer timer = reactor.newTimer(done::countDown);
      timer.arm(reactor.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1));
      done.await();
    }
    // @end
    assertEquals(0, done.getCount());
  }
}
