package dev.fairlead.internal.loop;

import java.lang.Thread.Builder.OfVirtual;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InaccessibleObjectException;
import java.util.concurrent.Executor;

/** Virtual threads on a scheduler of our own, which the JDK has but does not offer. */
final class CustomScheduler {

  private static final String BUILDER = "java.lang.ThreadBuilders$VirtualThreadBuilder";

  private CustomScheduler() {}

  /** Found once; failing costs an exception each time, so that each caller learns why. */
  private static final class Access {
    static final MethodHandle NEW_BUILDER = find();
  }

  /**
   * Makes sure that this JVM gives access.
   *
   * @throws IllegalStateException if it does not; the message says what to do
   */
  static void ensureAccessible() {
    find();
  }

  static OfVirtual threadBuilder(Executor scheduler) {
    try {
      return (OfVirtual) Access.NEW_BUILDER.invokeExact(scheduler);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("the constructor declares no checked exception", e);
    }
  }

  private static MethodHandle find() {
    try {
      var constructor = Class.forName(BUILDER).getDeclaredConstructor(Executor.class);
      constructor.setAccessible(true);
      return MethodHandles.lookup()
          .unreflectConstructor(constructor)
          .asType(MethodType.methodType(OfVirtual.class, Executor.class));
    } catch (InaccessibleObjectException e) {
      throw new IllegalStateException(howToOpen(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "backend \"carrier\" does not know virtual threads of Java "
              + Runtime.version()
              + "; use backend \"virtual\"",
          e);
    }
  }

  private static String howToOpen() {
    String here = CustomScheduler.class.getModule().isNamed() ? "module path" : "class path";
    return """
    backend "carrier" needs access to the virtual threads of the JDK. Start java with
      --add-opens java.base/java.lang=dev.fairlead.core   if Fairlead is on the module path
      --add-opens java.base/java.lang=ALL-UNNAMED         if it is on the class path
    (here it is on the PATH), or put the line
      Add-Opens: java.base/java.lang
    into the manifest of the jar that "java -jar" starts, or use backend "virtual".\
    """
        .replace("PATH", here);
  }
}
