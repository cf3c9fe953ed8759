package dev.fairlead.net;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.thread.ToThread;
import java.io.IOException;
import java.time.Duration;

/**
 * An echo server for a JVM that may open few files. Writes its port, a line when it has been
 * refused for the first time, and at the end of its input how often it was.
 */
final class FewDescriptorsProgram {

  private FewDescriptorsProgram() {}

  public static void main(String[] args) throws Exception {
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          TcpListener listener = Net.createTcpListener(0);
          group.startSoon(() -> listener.serve(FewDescriptorsProgram::echo));
          System.out.println(listener.port());
          while (listener.statistics().refusals() == 0) {
            Fairlead.sleep(Duration.ofMillis(2));
          }
          System.out.println("exhausted");
          ToThread.run(() -> System.in.read());
          System.out.println(listener.statistics().refusals());
          group.cancel();
        }));
  }

  private static void echo(SocketStream stream) throws IOException {
    for (byte[] chunk : stream) {
      stream.send(chunk);
    }
  }
}
