package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.Fairlead;

/** Answers one connection to the socket it was started with, and says over what. */
final class InheritedSocketProgram {

  private InheritedSocketProgram() {}

  public static void main(String[] args) throws Exception {
    Fairlead.run(() -> {
      try (var listener = Net.inheritedDescriptors().get(0).toListener();
          var connection = listener.accept()) {
        connection.send(connection.receive());
        connection.send((" over " + listener.localAddress()).getBytes(UTF_8));
      }
    });
  }
}
