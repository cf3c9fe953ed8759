package dev.fairlead.process.internal.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignalTableTest {

  private static final String NAME = "WINCH";

  private final BlockingQueue<String> before = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final Predicate<String> listener = heard::add;
  private Object original = NAME;

  @BeforeEach
  void handleByTheProgramItself() {
    original = JvmSignals.handle(NAME, JvmSignals.handler(NAME, before::add));
  }

  @AfterEach
  void putBack() {
    Object _ = JvmSignals.handle(NAME, original);
  }

  /** What the JVM has found when a signal came, and calls on another thread. */
  private static Object foundByTheJvm() {
    Object found = JvmSignals.handle(NAME, JvmSignals.handler(NAME, _ -> {}));
    Object _ = JvmSignals.handle(NAME, found);
    return found;
  }

  private static void deliverTo(Object handler) throws Throwable {
    var handle =
        handler.getClass().getInterfaces()[0].getMethod("handle", Class.forName("sun.misc.Signal"));
    Object _ = Proxy.getInvocationHandler(handler).invoke(handler, handle, new Object[] {NAME});
  }

  @Test
  void aSignalOnItsWayWhileTheLastListenerLeavesIsHandledAsBefore() throws Throwable {
    SignalTable.add(List.of(NAME), listener);
    Object onItsWay = foundByTheJvm();
    SignalTable.remove(List.of(NAME), listener);

    deliverTo(onItsWay);

    assertEquals(NAME, before.poll(10, TimeUnit.SECONDS));
    assertEquals(0, heard.size());
  }

  @Test
  void itIsForWhoeverHasComeToListenMeanwhile() throws Throwable {
    Predicate<String> gone = _ -> false;
    SignalTable.add(List.of(NAME), gone);
    Object onItsWay = foundByTheJvm();
    SignalTable.remove(List.of(NAME), gone);
    SignalTable.add(List.of(NAME), listener);
    try {
      deliverTo(onItsWay);

      assertEquals(NAME, heard.poll(10, TimeUnit.SECONDS));
      assertEquals(0, before.size());
    } finally {
      SignalTable.remove(List.of(NAME), listener);
    }
  }
}
