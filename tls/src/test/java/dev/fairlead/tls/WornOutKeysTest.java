package dev.fairlead.tls;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keys that the engine replaces by itself because they are worn out: after 16 KiB here, which a JVM
 * has to be told when it starts.
 */
@NeedsRealThreads
@Timeout(60) // A few seconds, but for machines that do much else.
@ForEveryBackend(
    except = {"carrier", "simulated"},
    seconds = 50)
class WornOutKeysTest {

  // Of conversations that are long enough, over buffers that are not tiny.
  private static final int[] SEEDS = {3, 11, 21};

  @Test
  void theyAreReplacedWhileBothDirectionsAreBusy(@TempDir Path directory) throws IOException {
    Path settings = directory.resolve("java.security");
    Files.writeString(settings, "jdk.tls.keyLimits=AES/GCM/NoPadding KeyUpdate 2^14\n");

    String output =
        Program.run(
            directory,
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.security.properties=" + settings,
            "-Djavax.net.debug=ssl,handshake",
            "-cp",
            classPath(),
            Conversations.class.getName());

    assertTrue(output.contains("KeyUpdate"), "no key was replaced");
    assertTrue(output.contains(Conversations.DONE), output);
  }

  /** What this JVM has, and where this class is, which may be patched into a module. */
  private static String classPath() {
    String file = "/" + WornOutKeysTest.class.getName().replace('.', '/') + ".class";
    String url = String.valueOf(WornOutKeysTest.class.getResource(file));
    Path here = Path.of(URI.create(url.substring(0, url.length() - file.length() + 1)));
    return Stream.of(
            here.toString(),
            System.getProperty("java.class.path"),
            System.getProperty("jdk.module.path"))
        .filter(Objects::nonNull)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** What the JVM does. */
  static final class Conversations {

    static final String DONE = "all conversations are over";

    private Conversations() {}

    public static void main(String[] arguments) throws Exception {
      Fairlead.run(() -> {
        for (int seed : SEEDS) {
          TlsFuzzTest.converse("TLSv1.3", seed);
        }
      });
      System.out.println(DONE);
    }
  }
}
