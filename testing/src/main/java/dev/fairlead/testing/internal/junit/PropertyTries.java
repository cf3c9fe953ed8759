package dev.fairlead.testing.internal.junit;

import dev.fairlead.testing.FairleadTest;
import dev.fairlead.testing.Schedules;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/** Runs each try of a property in a runtime, once per backend or schedule that is asked for. */
public final class PropertyTries {

  private final Method method;
  private final Class<?> container;

  private PropertyTries(Method method, Class<?> container) {
    this.method = method;
    this.container = container;
  }

  /** Those of a property, if it is to run as a task. */
  public static Optional<PropertyTries> of(Method method, Class<?> container) {
    var tries = new PropertyTries(method, container);
    return tries.hasSchedules() || tries.annotated().isPresent()
        ? Optional.of(tries)
        : Optional.empty();
  }

  /** What stands for a parameter that tries are given by us. */
  public static Optional<Object> standIn(Parameter parameter) {
    return TestParameters.isOurs(parameter)
        ? Optional.of(StandIns.of(parameter))
        : Optional.empty();
  }

  private boolean hasSchedules() {
    return AnnotationSupport.isAnnotated(method, Schedules.class);
  }

  /** What has the annotation for all backends: the method, its class, or a class around that. */
  private Optional<AnnotatedElement> annotated() {
    return Stream.concat(Stream.of(method), around(container))
        .filter(element -> AnnotationSupport.isAnnotated(element, FairleadTest.class))
        .findFirst();
  }

  private static Stream<AnnotatedElement> around(Class<?> inner) {
    return Stream.<Class<?>>iterate(inner, Objects::nonNull, Class::getEnclosingClass)
        .map(type -> type);
  }

  /** Whether nothing it asks for is available. */
  public boolean isEmpty() {
    return settings().findAny().isEmpty();
  }

  private Stream<Settings> settings() {
    if (hasSchedules()) {
      return Runs.perSeed(method);
    }
    return Runs.perBackend(
        annotated().orElseThrow(),
        Optional.of(method),
        Optional.ofNullable(System.getProperty(Runs.BACKENDS)));
  }

  /** Runs a try everywhere, up to the first failure. */
  public TryExecutionResult run(TryExecutor executor, List<Object> parameters) {
    TryExecutionResult result = TryExecutionResult.satisfied();
    Iterator<Settings> runs = settings().iterator();
    while (result.isSatisfied() && runs.hasNext()) {
      result = new OneTry(executor, parameters).run(runs.next());
    }
    return result;
  }

  /** A try in one runtime. */
  private final class OneTry {
    private final TryExecutor executor;
    private final List<Object> parameters;
    private TryExecutionResult result = TryExecutionResult.satisfied(); // written by the root task

    OneTry(TryExecutor executor, List<Object> parameters) {
      this.executor = executor;
      this.parameters = parameters;
    }

    @SuppressWarnings("CatchesEverything") // Whatever a try throws is told to jqwik.
    TryExecutionResult run(Settings settings) {
      try {
        new OneRun(settings, method.getName()).call(this::prepare);
        return result;
      } catch (TestAbortedException e) {
        return TryExecutionResult.invalid(e);
      } catch (Throwable t) {
        return TryExecutionResult.falsified(t);
      }
    }

    private Errand.Work prepare(TestRun run) {
      List<Object> given = given(run);
      return () -> execute(given);
    }

    /** In the root task, where a failure is that of the task too. */
    private void execute(List<Object> given) throws Throwable {
      result = executor.execute(given);
      Optional<Throwable> thrown = result.throwable();
      if (!result.isSatisfied() && thrown.isPresent()) {
        throw thrown.get();
      }
    }

    private List<Object> given(TestRun run) {
      Parameter[] declared = method.getParameters();
      var given = new ArrayList<>(parameters);
      for (int i = 0; i < declared.length; i++) {
        if (TestParameters.isOurs(declared[i])) {
          given.set(i, TestParameters.value(declared[i], run));
        }
      }
      return given;
    }
  }
}
