package dev.fairlead.lowlevel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.RunOptions;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.CarrierOptions.Placement;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendsTest {

  @Test
  void areFoundByName() {
    assertSame(Backends.virtual(), Backends.byName("virtual"));
    assertSame(Backends.carrier(), Backends.byName("carrier"));
    assertEquals(2, Backends.all().size());

    var unknown = assertThrows(IllegalArgumentException.class, () -> Backends.byName("fibre"));
    assertTrue(unknown.getMessage().contains("virtual"), unknown.getMessage());
  }

  @Test
  void virtualIsTheDefault() {
    assertSame(Backends.virtual(), RunOptions.defaults().backend());
  }

  @Test
  void optionsAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> Backends.virtual(o -> o.withLoops(0)));
    assertThrows(IllegalArgumentException.class, () -> Backends.carrier(o -> o.withLoops(-1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Backends.virtual(o -> o.withPolling(Duration.ofSeconds(2))));
    assertThrows(
        IllegalArgumentException.class,
        () -> Backends.carrier(o -> o.withPolling(Duration.ofNanos(-1))));
    assertThrows(
        IllegalArgumentException.class,
        () -> Backends.carrier(o -> o.withStallWarning(Duration.ofNanos(-1))));
  }

  @Test
  void oneLoopOfCarrierRunsAllTasks() {
    assertEquals(Set.of("t-loop-0"), loopsOf(Backends.carrier()));
  }

  @Test
  void severalLoopsOfCarrierShareTheTasks() {
    Backend backend = Backends.carrier(o -> o.withLoops(3));

    assertEquals(Set.of("t-loop-0", "t-loop-1", "t-loop-2"), loopsOf(backend));
  }

  @Test
  void tasksCanStayOnTheLoopOfTheirParent() {
    Backend backend = Backends.carrier(o -> o.withLoops(3).withPlacement(Placement.WITH_PARENT));

    assertEquals(Set.of("t-loop-0"), loopsOf(backend));
  }

  /** The threads that carry a handful of tasks. */
  private static Set<String> loopsOf(Backend backend) {
    var names = new ConcurrentSkipListSet<String>();
    Fairlead.run(
        o -> o.withBackend(backend).withName("t"),
        () ->
            TaskGroup.run(group -> {
              for (int i = 0; i < 9; i++) {
                group.startSoon(() -> names.add(carrierName()));
              }
            }));
    return new TreeSet<>(names);
  }

  /** A virtual thread prints itself with its carrier: {@code VirtualThread[#1,x]/runnable@name}. */
  private static String carrierName() {
    String text = Thread.currentThread().toString();
    return text.substring(text.lastIndexOf('@') + 1);
  }

  @Test
  void pollingBackendsWork() {
    for (Backend backend :
        new Backend[] {
          Backends.virtual(o -> o.withPolling(Duration.ofMillis(1)).withLoops(2)),
          Backends.carrier(o -> o.withPolling(Duration.ofMillis(1)).withLoops(2))
        }) {
      Fairlead.run(
          o -> o.withBackend(backend),
          () -> {
            for (int i = 0; i < 50; i++) {
              Fairlead.sleep(Duration.ofNanos(200_000));
            }
          });
      assertNotSame(Backends.virtual(), backend);
    }
  }

  @Test
  void withoutAccessToTheJdkCarrierSaysWhichFlagIsMissing(@TempDir Path directory)
      throws Exception {
    Path source = directory.resolve("Probe.java");
    Files.writeString(
        source,
        """
        import dev.fairlead.lowlevel.Backends;
        public class Probe {
          public static void main(String[] args) {
            try {
              Backends.carrier().open("probe");
            } catch (IllegalStateException e) {
              System.out.println(e.getMessage());
            }
          }
        }
        """);
    Process probe =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--module-path",
                coreClasses(),
                "--add-modules",
                "dev.fairlead.core",
                source.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(probe.waitFor(15, TimeUnit.SECONDS));

    assertTrue(said.contains("--add-opens java.base/java.lang=dev.fairlead.core"), said);
    assertTrue(said.contains("--add-opens java.base/java.lang=ALL-UNNAMED"), said);
    assertTrue(said.contains("Add-Opens: java.base/java.lang"), said);
  }

  private static String coreClasses() throws URISyntaxException {
    var place = Backends.class.getProtectionDomain().getCodeSource().getLocation();
    return Path.of(place.toURI()).toString();
  }
}
