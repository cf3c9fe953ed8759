package dev.fairlead.benchmarks.echo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Smoke test: what is compared does the same thing. */
class EchoServersTest {

  static Stream<String> servers() {
    return EchoSubjects.names().stream().filter(name -> !name.equals(EchoSubjects.C));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void everyServerSendsBackWhatItGets(String name) throws Exception {
    assumeTrue(EchoSubjects.isAvailable(name), name + " needs what this machine does not have");
    var ports = new LinkedBlockingQueue<Integer>();

    EchoSubjects.java(name).start(4096, ports::add);

    int port = ports.take();
    for (int size : new int[] {1, 64, 10_000}) {
      var message = new byte[size];
      java.util.Arrays.fill(message, (byte) size);
      assertArrayEquals(message, roundTrip(port, message));
    }
  }

  private static byte[] roundTrip(int port, byte[] message) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(message);
      return socket.getInputStream().readNBytes(message.length);
    }
  }
}
