package dev.fairlead.net;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A server on this machine answers before the task that connects has to wait. */
class LocalConnectTest {

  // A system that is busy may answer a little later, now and then.
  private static final int ATTEMPTS = 20;

  @ForEveryBackend(except = {"virtual", "simulated"}) // One thread, so that a wait shows.
  @EnabledOnOs(OS.LINUX)
  void nobodyElseRunsMeanwhile() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      boolean atOnce = false;
      for (int i = 0; i < ATTEMPTS && !atOnce; i++) {
        atOnce = connectsAtOnce(listener.port());
      }
      assertTrue(atOnce);
    }
  }

  private static boolean connectsAtOnce(int port) throws IOException {
    var anotherRan = new AtomicBoolean();
    var atOnce = new AtomicBoolean();
    TaskGroup.run(group -> {
      group.startSoon(() -> anotherRan.set(true));
      try (var _ = Net.connectTcp("127.0.0.1", port)) {
        atOnce.set(!anotherRan.get());
      }
    });
    return atOnce.get();
  }

  @ForEveryBackend
  void whoIsCancelledGetsNoConnection() throws IOException {
    try (var listener = Net.createTcpListener(0)) {
      var scope = CancelScope.create();
      scope.cancel();

      var stream = scope.attempt(() -> Net.connectTcp("127.0.0.1", listener.port()));

      assertFalse(stream.isPresent());
    }
  }
}
