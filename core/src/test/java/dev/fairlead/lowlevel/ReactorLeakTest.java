package dev.fairlead.lowlevel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.NativeBackends;
import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
@Timeout(60)
class ReactorLeakTest {

  private static final WaitReason READING = () -> "receive on the test's pipe";
  // What the JVM does meanwhile: compiler threads, a jar that is opened for a class.
  private static final int TOLERANCE = 30;

  static Stream<Backend> backends() {
    return Stream.concat(Backends.all().stream(), new NativeBackends().get().stream());
  }

  /** The JDK opens what it polls with for virtual threads once, and keeps it. */
  @BeforeEach
  void warmUp() throws IOException {
    for (Backend backend : backends().toList()) {
      runWithAChannel(backend);
    }
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count();
    }
  }

  private static int threads() {
    return Thread.getAllStackTraces().size();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void twoThousandReactorsWithTimersLeaveNoThread(Backend backend) {
    int before = threads();
    for (int i = 0; i < 2_000; i++) {
      try (Reactor reactor = backend.open("passing")) {
        reactor.newTimer(() -> {}).arm(reactor.nanoTime() + i % 2 * 3_600_000_000_000L);
      }
    }
    assertTrue(threads() < before + TOLERANCE, () -> before + " threads became " + threads());
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aReactorThatDoesNothingOpensNothing(Backend backend) {
    int before = threads();
    Reactor[] open = Stream.generate(() -> backend.open("idle")).limit(500).toArray(Reactor[]::new);
    assertTrue(threads() < before + TOLERANCE, () -> before + " threads became " + threads());
    for (Reactor reactor : open) {
      reactor.close();
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  @EnabledOnOs(OS.LINUX)
  void twoThousandRunsWithChannelsLeaveNoDescriptorAndNoThread(Backend backend) throws IOException {
    long descriptors = descriptors();
    int threads = threads();
    for (int i = 0; i < 2_000; i++) {
      runWithAChannel(backend);
    }
    assertTrue(threads() < threads + TOLERANCE, () -> threads + " threads became " + threads());
    assertTrue(descriptors() < descriptors + TOLERANCE, "descriptors were left open");
  }

  private static void runWithAChannel(Backend backend) throws IOException {
    Pipe pipe = Pipe.open();
    pipe.source().configureBlocking(false);
    Fairlead.run(
        o -> o.withBackend(backend),
        () -> {
          Registration registration = Readiness.register(pipe.source());
          TaskGroup.run(group -> {
            group.startSoon(() ->
                CancelScope.moveOnAfter(Duration.ofNanos(100_000))
                    .run(() -> registration.awaitReadable(READING)));
          });
        });
    pipe.source().close();
    pipe.sink().close();
  }

  /** A registration that is left open must not outlive its runtime either. */
  @ParameterizedTest
  @MethodSource("backends")
  void aChannelLeftRegisteredIsFreeAfterTheRun(Backend backend) throws IOException {
    Pipe pipe = Pipe.open();
    pipe.source().configureBlocking(false);
    Fairlead.run(
        o -> o.withBackend(backend),
        () ->
            CancelScope.moveOnAfter(Duration.ofNanos(100_000))
                .run(() -> Readiness.awaitReadable(pipe.source())));

    assertEquals(false, pipe.source().isRegistered());
    pipe.source().close();
    pipe.sink().close();
  }
}
