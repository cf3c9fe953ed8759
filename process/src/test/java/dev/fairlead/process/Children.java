package dev.fairlead.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.process.internal.pipe.OsPipe;
import dev.fairlead.process.internal.spawn.Spawners;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The children of this JVM, zombies among them, as the process table has them. */
final class Children {

  /** For what is about to happen, however much else the machine has to do. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(15);

  private Children() {}

  /** Opens what the library opens when first used and keeps: it is no leak of the first test. */
  static void warmUp() {
    try {
      Optional<OsPipe> pipe = OsPipe.open();
      if (pipe.isPresent()) {
        pipe.get().close();
      }
      assertEquals("NativeSpawner", Spawners.best().getClass().getSimpleName());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The reaper of the JDK may need a moment. */
  static void assertNoneLeft() {
    await()
        .atMost(LONG_ENOUGH)
        .pollInterval(Duration.ofMillis(5))
        .untilAsserted(() -> assertEquals(List.of(), all()));
  }

  /** Those that are no zombies, in order. */
  static List<Long> pids() {
    return all().stream()
        .map(stat -> Long.valueOf(stat.substring(0, stat.indexOf(' '))))
        .filter(Children::isAlive)
        .sorted()
        .toList();
  }

  private static List<String> all() {
    long self = ProcessHandle.current().pid();
    var children = new ArrayList<String>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        String stat = statOf(process);
        if (stat.contains(") ") && parentOf(stat) == self) {
          children.add(stat);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return children;
  }

  private static long parentOf(String stat) {
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[1]);
  }

  static long groupOf(long pid) {
    String stat = statOf(Path.of("/proc/" + pid));
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[2]);
  }

  private static String statOf(Path process) {
    try {
      return Files.readString(process.resolve("stat"));
    } catch (IOException e) {
      return ""; // Ended since it was listed.
    }
  }

  /** Whether a process is there and is no zombie. */
  static boolean isAlive(long pid) {
    String stat = statOf(Path.of("/proc/" + pid));
    return stat.contains(") ") && stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
  }

  /** Whether a process has ended and was not reaped. */
  static boolean isZombie(long pid) {
    String stat = statOf(Path.of("/proc/" + pid));
    return stat.contains(") Z ");
  }

  /** How many ends of pipes this JVM has open. */
  static long openPipes() {
    return open("pipe:");
  }

  /** How many processes this JVM holds on to. */
  static long openPidfds() {
    return open("anon_inode:[pidfd]") + open("pidfd:");
  }

  private static long open(String kind) {
    long count = 0;
    try (DirectoryStream<Path> links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path link : links) {
        count += target(link).startsWith(kind) ? 1 : 0;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return count;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // Closed since it was listed.
    }
  }

  static void awaitOpenPipes(long count) {
    await()
        .atMost(LONG_ENOUGH)
        .pollInterval(Duration.ofMillis(5))
        .untilAsserted(() -> assertEquals(count, openPipes()));
  }

  static void awaitEnd(long pid) {
    await().atMost(LONG_ENOUGH).pollInterval(Duration.ofMillis(5)).until(() -> !isAlive(pid));
  }
}
