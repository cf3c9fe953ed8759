package dev.fairlead.internal;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Each test begins in debug mode, which ends with it. */
final class InDebugMode implements BeforeEachCallback, AfterEachCallback {

  @Override
  public void beforeEach(ExtensionContext context) {
    DebugMode.turn(true);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    DebugMode.turn(false);
  }
}
