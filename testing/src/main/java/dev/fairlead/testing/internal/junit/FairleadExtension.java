package dev.fairlead.testing.internal.junit;

import dev.fairlead.testing.FairleadTest;
import dev.fairlead.testing.OnBackend;
import dev.fairlead.testing.Replay;
import dev.fairlead.testing.Simulation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Repeats what is annotated with {@link FairleadTest} for each backend. */
public final class FairleadExtension
    implements ClassTemplateInvocationContextProvider, TestTemplateInvocationContextProvider {

  private static final String BACKENDS = "fairlead.backends";

  /** Made by JUnit. */
  public FairleadExtension() {}

  @Override
  public boolean supportsClassTemplate(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getTestClass(), FairleadTest.class);
  }

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getTestMethod(), FairleadTest.class);
  }

  @Override
  public boolean mayReturnZeroClassTemplateInvocationContexts(ExtensionContext context) {
    return true; // When the only backend wanted is not available.
  }

  @Override
  public boolean mayReturnZeroTestTemplateInvocationContexts(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
      ExtensionContext context) {
    return runs(context).map(run -> run);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    if (isInsideATestClass(context)) {
      throw new IllegalStateException(
          "@FairleadTest is on a method and on its class too; use @Test on the method");
    }
    return runs(context).map(run -> run);
  }

  private static boolean isInsideATestClass(ExtensionContext context) {
    return context.getEnclosingTestClasses().stream()
            .anyMatch(type -> AnnotationSupport.isAnnotated(type, FairleadTest.class))
        || AnnotationSupport.isAnnotated(context.getTestClass(), FairleadTest.class);
  }

  private static Stream<Run> runs(ExtensionContext context) {
    FairleadTest test =
        AnnotationSupport.findAnnotation(context.getElement(), FairleadTest.class).orElseThrow();
    OptionalLong replayed = replayedSeed(context);
    long seed = replayed.orElse(test.seed());
    return wanted(test, context).stream()
        .filter(on ->
            on == OnBackend.SIMULATED || !(replayed.isPresent() || asksForSimulation(context)))
        .filter(OnBackend::isAvailable)
        .map(on -> new Run(settings(test, on, seed), () -> {}));
  }

  private static Settings settings(FairleadTest test, OnBackend on, long seed) {
    boolean simulated = on == OnBackend.SIMULATED;
    String name = on.name().toLowerCase(Locale.ROOT);
    return new Settings(
        on.backend(seed),
        simulated ? name + ", seed " + seed : name,
        simulated ? OptionalLong.of(seed) : OptionalLong.empty(),
        test.seconds(),
        test.lifetime(),
        test.provokesReports());
  }

  static OptionalLong replayedSeed(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getTestMethod(), Replay.class)
        .map(replay -> OptionalLong.of(replay.value()))
        .orElse(OptionalLong.empty());
  }

  private static boolean asksForSimulation(ExtensionContext context) {
    return context
        .getTestMethod()
        .filter(m -> Arrays.asList(m.getParameterTypes()).contains(Simulation.class))
        .isPresent();
  }

  private static List<OnBackend> wanted(FairleadTest test, ExtensionContext context) {
    if (test.on().length > 0) {
      return List.of(test.on());
    }
    return context
        .getConfigurationParameter(BACKENDS)
        .map(FairleadExtension::parse)
        .orElse(List.of(OnBackend.values()));
  }

  private static List<OnBackend> parse(String names) {
    return Arrays.stream(names.split(",", -1)).map(FairleadExtension::parseOne).toList();
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
