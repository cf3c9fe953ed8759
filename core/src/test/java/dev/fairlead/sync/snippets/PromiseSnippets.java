package dev.fairlead.sync.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.TaskGroup;
import dev.fairlead.sync.Promise;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.concurrent.CompletableFuture;

class PromiseSnippets {

  @ForEveryBackend
  void promise() {
    // @start region="promise"
    var answer = new Promise<Integer>();
    TaskGroup.run(group -> {
      group.startSoon(() -> answer.complete(42));
      assertEquals(42, answer.await());
    });

    CompletableFuture<Integer> fromElsewhere = CompletableFuture.completedFuture(7);
    assertEquals(7, Promise.from(fromElsewhere).await());

    var unwanted = new Promise<Integer>();
    unwanted.cancel(); // whoever awaits it gets a PromiseCancelledException
    // @end
    assertEquals(Promise.Status.CANCELLED, unwanted.status());
  }
}
