package dev.fairlead.lowlevel.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.RunVar;
import dev.fairlead.lowlevel.RuntimeToken;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.thread.FromThread;
import dev.fairlead.thread.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RunVarSnippets {

  // @start region="var"
  /** One counter for each runtime, shared by all of its tasks. */
  private static final RunVar<AtomicInteger> REQUESTS =
      RunVar.withInitial("requests", AtomicInteger::new);

  private static int count() {
    return REQUESTS.get().incrementAndGet();
  }

  // @end

  @ForEveryBackend
  void runVar() {
    TaskGroup.run(group -> group.startSoon(RunVarSnippets::count));
    assertEquals(2, count());
  }

  @ForEveryBackend
  void token() {
    // @start region="token"
    try (RunVar.Token _ = REQUESTS.set(new AtomicInteger(100))) {
      assertEquals(101, count());
    } // what it was before, it is again
    // @end
    assertEquals(1, count());
  }

  @Test
  void runtime() throws Exception {
    // @start region="runtime"
    String greeting =
        Fairlead.call(() -> {
          RuntimeToken runtime = RuntimeToken.current(); // for a thread that knows no task
          CompletableFuture<String> outside = new CompletableFuture<>();
          Thread.ofPlatform()
              .start(() -> outside.complete(FromThread.call(runtime, () -> "from the runtime")));
          return Futures.await(outside);
        });
    // @end
    assertEquals("from the runtime", greeting);
  }
}
