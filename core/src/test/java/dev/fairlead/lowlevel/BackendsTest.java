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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class BackendsTest {

  private static final String OPENS = "--add-opens=java.base/java.lang=dev.fairlead.core";
  private static final String EXPORTS = "--add-exports=java.base/sun.nio.ch=dev.fairlead.core";
  private static final String NATIVE = "Backends.carrier(o -> o.withNativeSockets())";

  private static final String OPENS_CHANNELS = "--add-opens=java.base/sun.nio.ch=dev.fairlead.core";
  private static final String VIRTUAL_NATIVE = "Backends.virtual(o -> o.withNativeSockets())";

  private static final String PROBE =
      """
      import dev.fairlead.lowlevel.Backends;
      public class Probe {
        public static void main(String[] args) {
          for (int i = 0; i < 2; i++) {
            try {
              BACKEND.open("probe");
            } catch (IllegalStateException e) {
              System.out.println(e.getMessage());
            }
          }
        }
      }
      """;

  @TempDir private Path directory;

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
  void withoutAccessToTheJdkCarrierSaysWhichFlagIsMissing() throws Exception {
    String said = complaintOf("Backends.carrier()");

    assertTrue(said.contains("--add-opens java.base/java.lang=dev.fairlead.core"), said);
    assertTrue(said.contains("--add-opens java.base/java.lang=ALL-UNNAMED"), said);
    assertTrue(said.contains("Add-Opens: java.base/java.lang"), said);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void withoutAccessToChannelsNativeSocketsSayWhichFlagIsMissing() throws Exception {
    String said = complaintOf(NATIVE, OPENS);

    assertTrue(said.contains("--add-exports java.base/sun.nio.ch=dev.fairlead.core"), said);
    assertTrue(said.contains("--add-exports java.base/sun.nio.ch=ALL-UNNAMED"), said);
    assertTrue(said.contains("Add-Exports: java.base/sun.nio.ch"), said);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whereNativeAccessIsDeniedNativeSocketsSayWhichFlagIsMissing() throws Exception {
    String said = complaintOf(NATIVE, OPENS, EXPORTS, "--illegal-native-access=deny");

    assertTrue(said.contains("--enable-native-access=dev.fairlead.core"), said);
    assertTrue(said.contains("--enable-native-access=ALL-UNNAMED"), said);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void withoutAccessToParkingNativeSocketsOfVirtualSayWhichFlagIsMissing() throws Exception {
    String said = complaintOf(VIRTUAL_NATIVE);

    assertTrue(said.contains("--add-opens java.base/sun.nio.ch=dev.fairlead.core"), said);
    assertTrue(said.contains("--add-opens java.base/sun.nio.ch=ALL-UNNAMED"), said);
    assertTrue(said.contains("Add-Opens: java.base/sun.nio.ch"), said);
  }

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "x86_64", "aarch64"})
  void nativeSocketsNeedNoFlagButTheirOwn() throws Exception {
    String access = "--enable-native-access=dev.fairlead.core";

    assertEquals("", complaintOf(VIRTUAL_NATIVE, OPENS_CHANNELS, access));
    assertEquals("", complaintOf(NATIVE, OPENS, EXPORTS, access));
  }

  /** What opening a backend has to say, twice, in a JVM with these flags. */
  private String complaintOf(String backend, String... flags) throws Exception {
    Path source = directory.resolve("Probe.java");
    Files.writeString(source, PROBE.replace("BACKEND", backend));
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of(flags));
    command.addAll(List.of("--module-path", coreClasses(), "--add-modules", "dev.fairlead.core"));
    command.add(source.toString());
    Process probe = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(probe.waitFor(15, TimeUnit.SECONDS));
    int half = said.length() / 2;
    assertEquals(said.substring(0, half), said.substring(half));
    return said;
  }

  private static String coreClasses() throws URISyntaxException {
    var place = Backends.class.getProtectionDomain().getCodeSource().getLocation();
    return Path.of(place.toURI()).toString();
  }
}
