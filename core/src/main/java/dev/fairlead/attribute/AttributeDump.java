package dev.fairlead.attribute;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Attributes as text. */
final class AttributeDump {

  private AttributeDump() {}

  static String of(Map<Attribute<?>, Supplier<?>> attributes) {
    return attributes.entrySet().stream()
        .map(entry -> entry.getKey().name() + " = " + valueOf(entry.getValue()))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private static String valueOf(Supplier<?> supplier) {
    try {
      return String.valueOf(supplier.get());
    } catch (RuntimeException e) {
      return "(" + e + ")";
    }
  }
}
