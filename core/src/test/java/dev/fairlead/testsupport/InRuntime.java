package dev.fairlead.testsupport;

import dev.fairlead.lowlevel.Backend;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Runs each test method inside a runtime of its own. */
final class InRuntime implements InvocationInterceptor, ParameterResolver {

  private final Backend backend;
  private final int seconds;

  InRuntime(Backend backend, int seconds) {
    this.backend = backend;
    this.seconds = seconds;
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    run(invocation, method);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    run(invocation, method);
  }

  private void run(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method)
      throws Throwable {
    new GuardedRun(backend, method.getExecutable().getName(), seconds).run(invocation::proceed);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Backend.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return backend;
  }
}
