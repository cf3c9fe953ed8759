package dev.fairlead.testing.internal.junit;

import dev.fairlead.testing.FairleadTest.Lifetime;
import dev.fairlead.testing.Schedules;
import dev.fairlead.testing.Simulation;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Repeats what is annotated with {@link Schedules} for each seed, until one fails. */
public final class SchedulesExtension implements TestTemplateInvocationContextProvider {

  /** Made by JUnit. */
  public SchedulesExtension() {}

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getTestMethod(), Schedules.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    Schedules schedules =
        AnnotationSupport.findAnnotation(context.getTestMethod(), Schedules.class).orElseThrow();
    var failed = new AtomicBoolean();
    return seeds(schedules, FairleadExtension.replayedSeed(context))
        .takeWhile(_ -> !failed.get())
        .mapToObj(seed -> new Run(settings(schedules, seed), () -> failed.set(true)));
  }

  private static LongStream seeds(Schedules schedules, OptionalLong replayed) {
    if (schedules.value() < 1) {
      throw new IllegalArgumentException(
          "@Schedules needs at least one schedule: " + schedules.value());
    }
    return replayed.isPresent()
        ? LongStream.of(replayed.getAsLong())
        : LongStream.range(schedules.firstSeed(), schedules.firstSeed() + schedules.value());
  }

  private static Settings settings(Schedules schedules, long seed) {
    return new Settings(
        Simulation.backend(o -> o.withSeed(seed).withSwitching(schedules.switching())),
        "seed " + seed,
        OptionalLong.of(seed),
        schedules.seconds(),
        Lifetime.PER_TEST,
        false);
  }
}
