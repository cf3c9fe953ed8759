package dev.fairlead.testing.internal.junit;

import java.util.List;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;

/**
 * One run of a test method, or of a whole class.
 *
 * @param onFailure called when a test of the run has failed
 */
record Run(Settings settings, Runnable onFailure)
    implements ClassTemplateInvocationContext, TestTemplateInvocationContext {

  @Override
  public String getDisplayName(int invocationIndex) {
    return settings.label();
  }

  @Override
  public void prepareInvocation(ExtensionContext context) {
    // Both interfaces have it, and neither needs it.
  }

  @Override
  public List<Extension> getAdditionalExtensions() {
    return List.of(new RunOnBackend(settings, onFailure), new TestParameters());
  }
}
