package dev.fairlead.testsupport;

import dev.fairlead.lowlevel.Backend;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Repeats a test class or a test method for every backend. */
final class EveryBackend
    implements ClassTemplateInvocationContextProvider, TestTemplateInvocationContextProvider {

  @Override
  public boolean supportsClassTemplate(ExtensionContext context) {
    return context.getTestClass().filter(EveryBackend::isMarked).isPresent();
  }

  private static boolean isMarked(Class<?> type) {
    return AnnotationSupport.isAnnotated(type, ForEveryBackend.class);
  }

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return context
        .getTestMethod()
        .filter(method -> AnnotationSupport.isAnnotated(method, ForEveryBackend.class))
        .isPresent();
  }

  @Override
  public boolean mayReturnZeroClassTemplateInvocationContexts(ExtensionContext context) {
    return true; // Where every backend of this build is left out.
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
    return runs(context).map(run -> run);
  }

  private static Stream<Run> runs(ExtensionContext context) {
    ForEveryBackend marker =
        AnnotationSupport.findAnnotation(context.getElement(), ForEveryBackend.class).orElseThrow();
    List<String> refused = List.of(marker.except());
    return TestBackends.all().stream()
        .filter(backend -> !refused.contains(backend.name()))
        .map(backend -> new Run(backend, marker.seconds()));
  }

  private record Run(Backend backend, int seconds)
      implements ClassTemplateInvocationContext, TestTemplateInvocationContext {

    @Override
    public String getDisplayName(int invocationIndex) {
      return backend.name();
    }

    @Override
    public void prepareInvocation(ExtensionContext context) {
      // Both interfaces have it, and neither needs it.
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new InRuntime(backend, seconds));
    }
  }
}
