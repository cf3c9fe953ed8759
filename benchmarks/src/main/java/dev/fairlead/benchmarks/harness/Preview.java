package dev.fairlead.benchmarks.harness;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Calls code that was compiled with preview features, which this module's own code may not use. */
public final class Preview {
  private static final String PACKAGE = "dev.fairlead.benchmarks.preview.";

  private Preview() {}

  /** A static method of a class in the preview sources that takes a number of operations. */
  public static Workload workload(String type, String method) {
    try {
      var owner = Class.forName(PACKAGE + type);
      var signature = MethodType.methodType(void.class, int.class);
      var handle = MethodHandles.publicLookup().findStatic(owner, method, signature);
      return operations -> invoke(handle, operations);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          type + "." + method + " is missing; only a runner's child JVM has the preview classes",
          e);
    }
  }

  private static void invoke(java.lang.invoke.MethodHandle handle, int operations)
      throws Exception {
    try {
      handle.invokeExact(operations);
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable t) {
      throw new AssertionError("neither an exception nor an error", t);
    }
  }
}
