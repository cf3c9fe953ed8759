package dev.fairlead.net.internal.names;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.net.Net;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.thread.ToThread;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@ForEveryBackend
@NeedsRealThreads
class NamePoolTest {

  private static final int THREADS = 16;

  @Test
  void whenAllThreadsWaitForADeadServerOnlyLookupsWait() throws Exception {
    var asked = new CountDownLatch(THREADS);
    var answer = new CountDownLatch(1);
    var answered = new AtomicInteger();
    TaskGroup.run(group -> {
      try {
        for (int i = 0; i < 2 * THREADS; i++) {
          group.startSoon(() -> {
            NamePool.ask(
                "dead.test",
                () -> {
                  asked.countDown();
                  answer.await();
                  return answered.incrementAndGet();
                });
          });
        }
        ToThread.run(asked::await); // a worker thread is to be had

        assertEquals("127.0.0.1", Net.resolve("127.0.0.1", 1).get(0).getAddress().getHostAddress());
        try (var listener = Net.createTcpListener(0, o -> o.withLocalHost("127.0.0.1"))) {
          Net.connectTcp("127.0.0.1", listener.port()).close();
        }
        assertEquals(0, answered.get());
      } finally {
        answer.countDown();
      }
    });
    assertEquals(2 * THREADS, answered.get());
  }

  @Test
  void aCancelledLookupThatHasNotBegunNeverDoes() throws Exception {
    var asked = new CountDownLatch(THREADS);
    var answer = new CountDownLatch(1);
    var begun = new AtomicInteger();
    try {
      TaskGroup.run(group -> {
        for (int i = 0; i < THREADS; i++) {
          group.startSoon(() -> blocked(asked, answer));
        }
        ToThread.run(asked::await);
        group.startSoon(() -> {
          NamePool.ask("late.test", begun::incrementAndGet);
        });
        Fairlead.awaitAllTasksBlocked();
        group.cancel(); // leaves all of them at once, though no thread is free
      });
    } finally {
      answer.countDown();
    }

    int sum = NamePool.ask("after.test", () -> 42);

    assertEquals(42, sum);
    assertEquals(0, begun.get());
  }

  private static void blocked(CountDownLatch asked, CountDownLatch answer) throws IOException {
    NamePool.ask(
        "dead.test",
        () -> {
          asked.countDown();
          answer.await();
          return true;
        });
  }
}
