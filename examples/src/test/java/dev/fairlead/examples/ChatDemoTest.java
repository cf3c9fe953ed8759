package dev.fairlead.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("slow")
@Timeout(60) // a program is started, on machines that do other things too
class ChatDemoTest {

  @RegisterExtension final DemoPrograms programs = new DemoPrograms();

  private static BufferedReader enter(Socket socket, String name) throws IOException {
    socket.getOutputStream().write((name + "\n").getBytes(UTF_8));
    var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    assertEquals("Your name? " + name + " is here", in.readLine());
    return in;
  }

  @Test
  void guestsHearEachOtherAndAreToldAboutTheEnd() throws Exception {
    Process server = programs.start("chat", "--port", "0");
    BufferedReader out = server.inputReader(UTF_8);
    int port = Integer.parseInt(DemoPrograms.awaitLine(out, "Chatting on port (\\d+)"));

    try (var one = new Socket(InetAddress.getLoopbackAddress(), port);
        var two = new Socket(InetAddress.getLoopbackAddress(), port)) {
      BufferedReader anna = enter(one, "Anna");
      enter(two, "Bert");
      assertEquals("Bert is here", anna.readLine());
      two.getOutputStream().write("hello\n".getBytes(UTF_8));
      assertEquals("Bert: hello", anna.readLine());

      DemoPrograms.interrupt(server);

      assertEquals("The server goes home.", DemoPrograms.awaitLine(anna, ".*goes home.*"));
    }
    assertEquals(0, server.waitFor());
  }
}
