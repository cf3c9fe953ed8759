package dev.fairlead.testsupport;

import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.Backends;
import java.util.List;
import java.util.function.Supplier;

/**
 * The backends tests run on: those of this module or, where the system property {@code
 * fairlead.test.backends} names a supplier of others, those alone. That is how a backend from
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
    String type = System.getProperty("fairlead.test.backends");
    return type == null ? Backends.all() : suppliedBy(type);
  }

  private static List<Backend> suppliedBy(String type) {
    try {
      Supplier<?> supplier =
          Class.forName(type).asSubclass(Supplier.class).getConstructor().newInstance();
      return ((List<?>) supplier.get()).stream().map(Backend.class::cast).toList();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("fairlead.test.backends is no usable supplier: " + type, e);
    }
  }
}
