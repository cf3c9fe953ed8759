package dev.fairlead.testing.internal.junit;

import dev.fairlead.testing.Schedules;
import java.util.concurrent.atomic.AtomicBoolean;
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
  public boolean mayReturnZeroTestTemplateInvocationContexts(ExtensionContext context) {
    return true; // For properties of jqwik.
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    if (FairleadExtension.isProperty(context.getRequiredTestMethod())) {
      return Stream.empty(); // It is run by jqwik.
    }
    if (FairleadExtension.isInsideATestClass(context)) {
      throw new IllegalStateException(
          "@Schedules is on a method and @FairleadTest on its class, which says how all of them"
              + " run; put @FairleadTest on the other methods instead");
    }
    var failed = new AtomicBoolean();
    return Runs.perSeed(context.getRequiredTestMethod())
        .takeWhile(_ -> !failed.get())
        .map(settings -> new Run(settings, () -> failed.set(true)));
  }
}
