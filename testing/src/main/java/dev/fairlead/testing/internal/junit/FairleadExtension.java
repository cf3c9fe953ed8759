package dev.fairlead.testing.internal.junit;

import dev.fairlead.testing.FairleadTest;
import dev.fairlead.testing.FairleadTest.Lifetime;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
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

  private static final String PROPERTY = "net.jqwik.api.Property";

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
    if (isProperty(context.getRequiredTestMethod())) {
      return Stream.empty(); // It is run by jqwik.
    }
    if (isInsideATestClass(context)) {
      throw new IllegalStateException(
          "@FairleadTest is on a method and on its class too; use @Test on the method");
    }
    return runs(context).peek(FairleadExtension::demandLifetimeOfAMethod).map(run -> run);
  }

  /** Told by name: jqwik need not be there. */
  static boolean isProperty(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(Annotation::annotationType)
        .flatMap(type ->
            Stream.concat(
                Stream.of(type),
                Arrays.stream(type.getAnnotations()).map(Annotation::annotationType)))
        .anyMatch(type -> type.getName().equals(PROPERTY));
  }

  /** Whether the class of a test, or one around it, says on which backends all methods run. */
  static boolean isInsideATestClass(ExtensionContext context) {
    return context.getEnclosingTestClasses().stream()
            .anyMatch(type -> AnnotationSupport.isAnnotated(type, FairleadTest.class))
        || AnnotationSupport.isAnnotated(context.getTestClass(), FairleadTest.class);
  }

  private static void demandLifetimeOfAMethod(Run run) {
    if (run.settings().lifetime() == Lifetime.PER_CLASS) {
      throw new IllegalStateException(
          "lifetime PER_CLASS on a method; put @FairleadTest on its class, and @Test on the"
              + " method");
    }
  }

  private static Stream<Run> runs(ExtensionContext context) {
    return Runs.perBackend(
            context.getElement().orElseThrow(),
            context.getTestMethod(),
            context.getConfigurationParameter(Runs.BACKENDS))
        .map(settings -> new Run(settings, () -> {}));
  }
}
