package dev.fairlead.process;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Each test must have waited for the processes it has started. */
final class NoProcessIsLeft implements BeforeAllCallback, AfterEachCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    Children.warmUp();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Children.assertNoneLeft();
  }
}
