package dev.fairlead.net;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;

/** An echo server for a JVM that may open few files. Ends with its input. */
final class FewDescriptorsProgram {

  private FewDescriptorsProgram() {}

  public static void main(String[] args) throws Exception {
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          TcpListener listener = Net.createTcpListener(0);
          group.startSoon(() -> listener.serve(FewDescriptorsProgram::echo));
          System.out.println(listener.port());
          dev.fairlead.thread.ToThread.run(() -> System.in.read());
          System.out.println(listener.statistics().refusals());
          group.cancel();
        }));
  }

  private static void echo(SocketStream stream) throws java.io.IOException {
    for (byte[] chunk : stream) {
      stream.send(chunk);
    }
  }
}
