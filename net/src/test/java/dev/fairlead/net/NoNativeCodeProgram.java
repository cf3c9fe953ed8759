package dev.fairlead.net;

import dev.fairlead.Fairlead;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says what happens where native code is not allowed, the second time too. */
final class NoNativeCodeProgram {

  private NoNativeCodeProgram() {}

  public static void main(String[] args) throws Exception {
    Fairlead.run(() -> {
      for (int i = 0; i < 2; i++) {
        try (var socket = Net.createUnixDatagramSocket()) {
          System.out.println("opened " + socket);
        } catch (UnsupportedOperationException e) {
          System.out.println(e.getMessage());
        }
      }
      Path path = Files.createTempDirectory("fairlead").resolve("s");
      try (var listener = Net.createUnixListener(path);
          var client = Net.connectUnix(path);
          var server = listener.accept()) {
        client.send(new byte[1]);
        System.out.println("plain: " + server.receive().length);
      }
      Files.delete(path.getParent());
    });
  }
}
