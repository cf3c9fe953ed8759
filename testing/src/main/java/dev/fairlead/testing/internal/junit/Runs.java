package dev.fairlead.testing.internal.junit;

import static dev.fairlead.testing.OnBackend.SIMULATED;

import dev.fairlead.testing.FairleadTest;
import dev.fairlead.testing.OnBackend;
import dev.fairlead.testing.Replay;
import dev.fairlead.testing.Schedules;
import dev.fairlead.testing.Simulation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.platform.commons.support.AnnotationSupport;

/** Which runs the annotations of a test ask for. */
final class Runs {

  /** The configuration parameter, or the system property, that names backends. */
  static final String BACKENDS = "fairlead.backends";

  private Runs() {}

  /**
   * One per backend.
   *
   * @param element what has the annotation: a class, or a method
   * @param method the test, if it is one
   * @param configured what the configuration names
   */
  static Stream<Settings> perBackend(
      AnnotatedElement element, Optional<Method> method, Optional<String> configured) {
    FairleadTest test = AnnotationSupport.findAnnotation(element, FairleadTest.class).orElseThrow();
    OptionalLong replayed = replayedSeed(method);
    boolean onlySimulated = replayed.isPresent() || asksForSimulation(method);
    if (onlySimulated && test.on().length > 0 && !List.of(test.on()).contains(SIMULATED)) {
      throw new IllegalArgumentException(
          "the test asks for a simulation, by @Replay or a parameter, and is "
              + Arrays.toString(test.on())
              + " only; add SIMULATED, or it would never run");
    }
    return wanted(test, configured).stream()
        .filter(on -> on == SIMULATED || !onlySimulated)
        .filter(OnBackend::isAvailable)
        .map(on -> settings(test, on, replayed.orElse(test.seed())));
  }

  private static Settings settings(FairleadTest test, OnBackend on, long seed) {
    boolean simulated = on == SIMULATED;
    String name = on.name().toLowerCase(Locale.ROOT);
    return new Settings(
        on.backend(seed),
        simulated ? name + ", seed " + seed : name,
        simulated ? OptionalLong.of(seed) : OptionalLong.empty(),
        test.seconds(),
        test.lifetime(),
        test.provokesReports());
  }

  /** One per seed. */
  static Stream<Settings> perSeed(Method method) {
    Schedules schedules = AnnotationSupport.findAnnotation(method, Schedules.class).orElseThrow();
    if (schedules.value() < 1) {
      throw new IllegalArgumentException(
          "@Schedules needs at least one schedule: " + schedules.value());
    }
    OptionalLong replayed = replayedSeed(Optional.of(method));
    LongStream seeds =
        replayed.isPresent()
            ? LongStream.of(replayed.getAsLong())
            : LongStream.iterate(schedules.firstSeed(), seed -> seed + 1).limit(schedules.value());
    return seeds.mapToObj(seed -> settings(schedules, seed));
  }

  private static Settings settings(Schedules schedules, long seed) {
    return new Settings(
        Simulation.backend(o -> o.withSeed(seed).withSwitching(schedules.switching())),
        "seed " + seed,
        OptionalLong.of(seed),
        schedules.seconds(),
        FairleadTest.Lifetime.PER_TEST,
        false);
  }

  /** The seed that a method is to be replayed with. */
  static OptionalLong replayedSeed(Optional<Method> method) {
    return AnnotationSupport.findAnnotation(method, Replay.class)
        .map(replay -> OptionalLong.of(replay.value()))
        .orElse(OptionalLong.empty());
  }

  private static boolean asksForSimulation(Optional<Method> method) {
    return method
        .filter(m -> Arrays.asList(m.getParameterTypes()).contains(Simulation.class))
        .isPresent();
  }

  private static List<OnBackend> wanted(FairleadTest test, Optional<String> configured) {
    if (test.on().length > 0) {
      return List.of(test.on());
    }
    return configured.map(Runs::parse).orElse(List.of(OnBackend.values()));
  }

  private static List<OnBackend> parse(String names) {
    return Arrays.stream(names.split(",", -1)).map(Runs::parseOne).toList();
  }

  private static OnBackend parseOne(String name) {
    return Arrays.stream(OnBackend.values())
        .filter(on -> on.name().equalsIgnoreCase(name.strip()))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                BACKENDS
                    + " names no backend: \""
                    + name
                    + "\"; there are "
                    + Arrays.toString(OnBackend.values())));
  }
}
