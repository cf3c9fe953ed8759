package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Tag("programs")
@EnabledOnOs(OS.LINUX)
@NeedsRealSystem
class InheritedSocketTest {

  /** Listens, as the system's service manager does, and becomes the program that serves. */
  private static final String MANAGER =
      """
      import os, socket, sys
      l = socket.create_server(('127.0.0.1', 0))
      print(l.getsockname()[1], flush=True)
      os.dup2(l.fileno(), 3); os.set_inheritable(3, True)
      os.environ['LISTEN_FDS'] = '1'
      os.environ['LISTEN_PID'] = str(os.getpid())
      os.execvp(sys.argv[1], sys.argv[1:])
      """;

  @ForEveryBackend
  void aProgramServesTheSocketItWasStartedWith(@TempDir Path directory) throws Exception {
    Process program =
        Programs.java(
            InheritedSocketProgram.class, List.of("python3", "-c", MANAGER), "true", directory);
    try {
      int port = Integer.parseInt(Programs.lineOf(program));
      try (var stream = Net.connectTcp("127.0.0.1", port)) {
        stream.send("hello".getBytes(UTF_8));

        String answer = new String(Streams.all(stream), UTF_8);

        assertEquals("hello over /127.0.0.1:" + port, answer);
      }
    } finally {
      Programs.end(program);
    }
  }
}
