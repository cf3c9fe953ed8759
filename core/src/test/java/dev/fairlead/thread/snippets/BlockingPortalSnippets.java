package dev.fairlead.thread.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.thread.BlockingPortal;
import dev.fairlead.thread.BlockingPortalProvider;
import dev.fairlead.thread.BlockingPortals;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class BlockingPortalSnippets {

  private static final Duration MOMENT = Duration.ofMillis(1);

  @Test
  void start() throws Exception {
    // @start region="start"
    try (var portal = BlockingPortals.start()) {
      int answer = portal.call(() -> 6 * 7);
      CompletableFuture<String> later =
          portal.start(() -> {
            Fairlead.sleep(MOMENT);
            return "later";
          });
      try (BlockingPortal.Held<TaskGroup> held =
          portal.holdInside(holding -> TaskGroup.run(holding::keep))) {
        held.value().startSoon(() -> Fairlead.sleep(MOMENT));
      }
      // @end
      assertEquals(42, answer);
      assertEquals("later", later.get());
      // @start region="start"
    }
    // @end
  }

  @Test
  void provider() {
    int answer;
    // @start region="provider"
    var provider = new BlockingPortalProvider();
    try (var lease = provider.acquire()) {
      answer = lease.portal().call(() -> 42);
    }
    // @end
    assertEquals(42, answer);
  }

  @Test
  void run() {
    var answers = new CopyOnWriteArrayList<Integer>();
    // @start region="run"
    BlockingPortal.PortalAction<RuntimeException> program =
        portal -> answers.add(portal.call(() -> 42));
    BlockingPortals.run(program); // the runtime ends with it
    // @end
    assertEquals(List.of(42), answers);
  }

  @Test
  void ready() {
    try (var portal = BlockingPortals.start()) {
      // @start region="ready"
      BlockingPortal.Ready<Integer> server =
          portal.startReady(status -> {
            status.started(8080);
            Fairlead.sleepForever();
          });
      int port = server.value();
      server.future().cancel(true); // ends the task
      // @end
      assertEquals(8080, port);
    }
  }

  @Test
  void hold() throws Exception {
    try (var portal = BlockingPortals.start()) {
      // @start region="hold"
      BlockingPortal.HoldBody<TaskGroup, RuntimeException> inGroup =
          (BlockingPortal.Holding<TaskGroup> holding) -> TaskGroup.run(holding::keep);
      try (BlockingPortal.Held<TaskGroup> held = portal.holdInside(inGroup)) {
        held.value().startSoon(() -> Fairlead.sleep(MOMENT));
      } // the group has ended
      // @end
    }
  }
}
