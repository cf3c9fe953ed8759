package dev.fairlead.testing;

import dev.fairlead.testing.internal.junit.PropertyTries;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.ParameterResolutionContext;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.ResolveParameterHook;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/**
 * Runs properties of jqwik as tasks, where {@link FairleadTest} is on them or on their class, or
 * {@link Schedules} on them.
 *
 * {@snippet file="FairleadPropertiesSnippets.java" region="property"}
 *
 * <p>Each try, with its {@code @BeforeTry} and {@code @AfterTry} methods, is a test of its own: a
 * new runtime, once per backend or seed, in which nothing may be left behind. jqwik makes a failing
 * example smaller as ever, on the seed that it failed with. Parameters without {@code @ForAll} can
 * be what {@code FairleadTest} gives.
 *
 * <p>On the class path jqwik finds it by itself. On the module path, put
 * {@code @AddLifecycleHook(FairleadProperties.class)} on the class. A property is the body of a
 * task: what jqwik binds to its own thread, such as {@code Statistics.collect}, does not work
 * there.
 */
public final class FairleadProperties
    implements AroundTryHook, ResolveParameterHook, SkipExecutionHook {

  // Around the methods before and after a try, which have -10: the smaller, the further out.
  private static final int AROUND_EVERYTHING = -100;

  /** Made by jqwik. */
  public FairleadProperties() {}

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public int aroundTryProximity() {
    return AROUND_EVERYTHING;
  }

  @Override
  public SkipResult shouldBeSkipped(LifecycleContext context) {
    boolean nowhere = tries(context).filter(PropertyTries::isEmpty).isPresent();
    return nowhere
        ? SkipResult.skip("none of the backends it is for is available here")
        : SkipResult.doNotSkip();
  }

  @Override
  public Optional<ParameterSupplier> resolve(
      ParameterResolutionContext parameter, LifecycleContext context) {
    return tries(context)
        .flatMap(_ -> PropertyTries.standIn(parameter.parameter()))
        .map(standIn -> _ -> standIn);
  }

  private static Optional<PropertyTries> tries(LifecycleContext context) {
    return context
        .optionalElement()
        .filter(Method.class::isInstance)
        .map(Method.class::cast)
        .flatMap(method ->
            PropertyTries.of(
                method, context.optionalContainerClass().orElse(method.getDeclaringClass())));
  }

  @Override
  public TryExecutionResult aroundTry(
      TryLifecycleContext context, TryExecutor executor, List<Object> parameters) {
    return PropertyTries.of(context.targetMethod(), context.containerClass())
        .map(tries -> tries.run(executor, parameters))
        .orElseGet(() -> executor.execute(parameters));
  }
}
