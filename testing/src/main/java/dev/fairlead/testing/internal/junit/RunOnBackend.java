package dev.fairlead.testing.internal.junit;

import dev.fairlead.testing.FairleadTest.Lifetime;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Has the methods of a test run by the root task of a runtime. */
final class RunOnBackend
    implements BeforeClassTemplateInvocationCallback,
        AfterClassTemplateInvocationCallback,
        BeforeEachCallback,
        AfterEachCallback,
        InvocationInterceptor {

  static final Namespace NAMESPACE = Namespace.create(RunOnBackend.class);

  private final Settings settings;
  private final Runnable onFailure;

  RunOnBackend(Settings settings, Runnable onFailure) {
    this.settings = settings;
    this.onFailure = onFailure;
  }

  // ---- runtimes and tests

  @Override
  public void beforeClassTemplateInvocation(ExtensionContext context) {
    if (settings.lifetime() == Lifetime.PER_CLASS) {
      context.getStore(NAMESPACE).put(LeftBehind.class, LeftBehind.before(settings));
      var host = new Host(settings, context.getRequiredTestClass().getSimpleName());
      host.start();
      context.getStore(NAMESPACE).put(Host.class, host);
    }
  }

  @Override
  public void afterClassTemplateInvocation(ExtensionContext context) throws Exception {
    Host host = sharedHost(context);
    if (host != null && !host.isAbandoned()) {
      unchecked(host::end);
      leftBehind(context).assertNothingNow(host.name());
    }
  }

  private static @Nullable Host sharedHost(ExtensionContext context) {
    return context.getStore(NAMESPACE).get(Host.class, Host.class);
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    ensureReplayed(context.getTestMethod());
    var left = LeftBehind.before(settings);
    Host shared = sharedHost(context);
    Host host = shared;
    if (host == null) {
      host = new Host(settings, context.getRequiredTestMethod().getName());
      host.start();
    }
    var run = new TestRun(host, shared == null);
    context.getStore(NAMESPACE).put(LeftBehind.class, left);
    context.getStore(NAMESPACE).put(TestRun.class, run);
    unchecked(run::begin);
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    TestRun run = run(context);
    if (run.host().isAbandoned()) {
      onFailure.run();
      return;
    }
    LeftBehind left = leftBehind(context);
    var failures = new Failures();
    failures.collect(run::end);
    if (!run.host().isAbandoned() && settings.lifetime() == Lifetime.PER_TEST) {
      failures.collect(() -> left.assertNothingNow(run.host().name()));
    }
    if (context.getExecutionException().isPresent() || !failures.isEmpty()) {
      onFailure.run();
    }
    unchecked(() -> hinting(failures::rethrow));
  }

  /** The seed of a class is that of all its methods. */
  private void ensureReplayed(Optional<Method> method) {
    OptionalLong asked = Runs.replayedSeed(method);
    if (asked.isPresent() && settings.isSimulated() && !asked.equals(settings.seed())) {
      long seed = asked.getAsLong();
      throw new IllegalStateException(
          "@Replay("
              + seed
              + ") on a method has no effect below @FairleadTest on its class; use"
              + " @FairleadTest(seed = "
              + seed
              + ") there");
    }
  }

  private static LeftBehind leftBehind(ExtensionContext context) {
    return Objects.requireNonNull(
        context.getStore(NAMESPACE).get(LeftBehind.class, LeftBehind.class));
  }

  static TestRun run(ExtensionContext context) {
    TestRun run = context.getStore(NAMESPACE).get(TestRun.class, TestRun.class);
    if (run == null) {
      throw new IllegalStateException("no runtime here; tests have one from @BeforeEach on");
    }
    return run;
  }

  // ---- methods

  @Override
  public void interceptBeforeEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    hinting(() -> run(context).before(invocation::proceed));
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    hinting(() -> run(context).test(invocation::proceed));
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    hinting(() -> run(context).test(invocation::proceed));
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    TestRun run = run(context);
    if (run.host().isAbandoned()) {
      invocation.skip();
    } else {
      hinting(() -> run.after(invocation::proceed));
    }
  }

  /** Adds to a failure of a simulated test how to see it again. */
  private void hinting(Errand.Work work) throws Throwable {
    try {
      work.run();
    } catch (Throwable t) {
      Throwable plain = Failures.plain(t);
      settings.seed().ifPresent(seed -> ReplayHint.addTo(plain, seed));
      throw plain;
    }
  }

  private static void unchecked(Errand.Work work) throws Exception {
    try {
      work.run();
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable t) {
      throw new AssertionError("neither an exception nor an error", t);
    }
  }
}
