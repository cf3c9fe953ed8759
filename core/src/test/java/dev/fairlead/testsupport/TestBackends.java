package dev.fairlead.testsupport;

import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.Backends;
import java.util.List;

/**
 * The backends tests run on: those of this module or, where the system property {@code
 * fairlead.test.backend} names a class, an instance of that class alone. That is how a backend from
 * elsewhere runs the tests of this module.
 */
public final class TestBackends {

  private static final List<Backend> ALL = find();

  private TestBackends() {}

  /** All of them. */
  public static List<Backend> all() {
    return ALL;
  }

  private static List<Backend> find() {
    String type = System.getProperty("fairlead.test.backend");
    return type == null ? Backends.all() : List.of(instanceOf(type));
  }

  private static Backend instanceOf(String type) {
    try {
      return Class.forName(type).asSubclass(Backend.class).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("fairlead.test.backend names no usable backend: " + type, e);
    }
  }
}
