package dev.fairlead.benchmarks.preview;

import com.softwaremill.jox.structured.Scopes;
import java.util.concurrent.Callable;

/** Jox's supervised scopes, which stand on the JDK's preview. */
public final class JoxTasks {
  private static final int CROWD = 1_000;
  private static final Callable<Boolean> NOTHING = () -> true;

  private JoxTasks() {}

  public static void groupOfOne(int operations) throws Exception {
    StsTasks.onVirtualThread(() -> {
      for (int i = 0; i < operations; i++) {
        group(1);
      }
      return true;
    });
  }

  public static void groupOfThousand(int operations) throws Exception {
    StsTasks.onVirtualThread(() -> {
      for (int done = 0; done < operations; done += CROWD) {
        group(CROWD);
      }
      return true;
    });
  }

  private static void group(int tasks) throws InterruptedException {
    Scopes.supervised(scope -> {
      for (int i = 0; i < tasks; i++) {
        scope.forkUser(NOTHING);
      }
      return true;
    });
  }

  public static void spawnAndJoin(int operations) throws Exception {
    StsTasks.onVirtualThread(() ->
        Scopes.supervised(scope -> {
          for (int i = 0; i < operations; i++) {
            scope.forkUser(NOTHING).join();
          }
          return true;
        }));
  }

  public static void timeoutAroundNothing(int operations) throws Exception {
    StsTasks.onVirtualThread(() -> {
      for (int i = 0; i < operations; i++) {
        com.softwaremill.jox.structured.Race.timeout(600_000, NOTHING);
      }
      return true;
    });
  }
}
