package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;

/** What the two sides of a connection say to each other. */
final class Traffic {

  private Traffic() {}

  interface Step {
    void run() throws Exception;
  }

  static void cancelOnceItWaits(Step step) {
    TaskGroup.run(group -> {
      var waiting = group.startSoon(() -> step.run());
      Fairlead.awaitAllTasksBlocked();
      waiting.cancel();
    });
  }

  static byte[] randomBytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  static byte[] receive(TlsStream stream, int size) throws IOException {
    var received = new ByteArrayOutputStream();
    while (received.size() < size) {
      received.writeBytes(stream.receive());
    }
    return received.toByteArray();
  }

  static String receiveText(TlsStream stream, int size) throws IOException {
    return text(receive(stream, size));
  }

  static String receiveText(TlsUnwrapped plain, int size) throws Exception {
    var received = new ByteArrayOutputStream();
    received.writeBytes(plain.leftOver());
    while (received.size() < size) {
      received.writeBytes(plain.transport().receive());
    }
    return received.toString(UTF_8);
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
