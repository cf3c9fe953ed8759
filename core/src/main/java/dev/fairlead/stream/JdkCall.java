package dev.fairlead.stream;

import dev.fairlead.Action;
import dev.fairlead.Body;
import dev.fairlead.internal.WorkerJob;
import dev.fairlead.thread.FromThread;
import java.io.IOException;

/**
 * A call of code that knows streams of the JDK only. On a worker thread it runs in the task that
 * waits for that thread, since only a task can wait for a stream.
 */
final class JdkCall {

  private JdkCall() {}

  static <T> T call(Body<T, IOException> body) throws IOException {
    return WorkerJob.currentOrNull() == null ? body.call() : FromThread.call(body);
  }

  static void run(Action<IOException> action) throws IOException {
    if (WorkerJob.currentOrNull() == null) {
      action.run();
    } else {
      FromThread.run(action);
    }
  }
}
