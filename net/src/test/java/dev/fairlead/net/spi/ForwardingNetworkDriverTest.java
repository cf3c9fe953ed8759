package dev.fairlead.net.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class ForwardingNetworkDriverTest {

  /** Says which of its methods was called. */
  private static final NetworkDriver BELOW =
      (NetworkDriver)
          Proxy.newProxyInstance(
              NetworkDriver.class.getClassLoader(),
              new Class<?>[] {NetworkDriver.class},
              (_, method, _) -> {
                throw new UnsupportedOperationException(method.getName());
              });

  @Test
  void everyMethodIsPassedOn() {
    var driver = new ForwardingNetworkDriver(BELOW) {};
    for (Method method : NetworkDriver.class.getMethods()) {
      var thrown =
          assertThrows(
              InvocationTargetException.class,
              () -> method.invoke(driver, argumentsOf(method)),
              method::getName);
      assertEquals(method.getName(), thrown.getCause().getMessage());
    }
  }

  private static Object[] argumentsOf(Method method) {
    var arguments = new Object[method.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = method.getParameterTypes()[i] == boolean.class ? false : null;
    }
    return arguments;
  }
}
