package dev.fairlead.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs one test method with JUnit and keeps how each run of it ended. */
public final class Launched implements TestExecutionListener {

  /**
   * The end of one run.
   *
   * @param name what the report calls it
   * @param result how it ended
   */
  public record End(String name, TestExecutionResult result) {
    /** What it threw. */
    public Throwable failure() {
      return result
          .getThrowable()
          .orElseThrow(() -> new AssertionError("passed, but should have failed: " + name));
    }
  }

  private final List<End> ends = new ArrayList<>();

  /** Runs a method, and all repetitions of it. */
  public static List<End> method(Class<?> type, String method) {
    return method(type, method, Map.of());
  }

  /** As {@link #method(Class, String)}, with parameters of the configuration. */
  static List<End> method(Class<?> type, String method, Map<String, String> configuration) {
    var launched = new Launched();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(type, declared(type, method)))
                .configurationParameter("junit.jupiter.conditions.deactivate", "*")
                .configurationParameter("junit.jupiter.execution.timeout.default", "30 s")
                .configurationParameters(configuration)
                .build(),
            launched);
    return List.copyOf(launched.ends);
  }

  private static Method declared(Class<?> type, String name) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(type + " has no method " + name));
  }

  /** The failure of the only run of a test. */
  static Throwable failureOf(Class<?> type, String method) {
    return method(type, method).getFirst().failure();
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest() || result.getStatus() == TestExecutionResult.Status.FAILED) {
      ends.add(new End(test.getDisplayName(), result));
    }
  }
}
