package dev.fairlead.net;

import dev.fairlead.Fairlead;
import dev.fairlead.lowlevel.Backends;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens sockets that need native code, and says which thread of the system runs its tasks. */
final class FirstNativeSocketProgram {

  private FirstNativeSocketProgram() {}

  public static void main(String[] args) throws Exception {
    Fairlead.run(
        o -> o.withBackend(Backends.carrier()),
        () -> {
          try (var pair = Net.createUnixSocketPair(o -> o.withDescriptors())) {
            pair.first().send(new byte[1]);
            System.out.println(pair.second().receive().length);
          }
          System.out.println(Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName());
        });
  }
}
