package dev.fairlead.stream;

import dev.fairlead.attribute.Attribute;
import dev.fairlead.attribute.AttributeProvider;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What streams made of several parts have in common. */
final class Parts {

  private Parts() {}

  /** Closes all of them in order, whatever happens; later errors are suppressed ones. */
  static void close(List<? extends Resource> parts) throws IOException {
    if (!parts.isEmpty()) {
      try (Resource _ = () -> close(parts.subList(1, parts.size()))) {
        parts.get(0).close();
      }
    }
  }

  /** As {@link #close}, without waiting. */
  static void closeForcefully(List<? extends Resource> parts) throws IOException {
    if (!parts.isEmpty()) {
      try (Resource _ = () -> closeForcefully(parts.subList(1, parts.size()))) {
        parts.get(0).closeForcefully();
      }
    }
  }

  /** The attributes of all of them; of the same attribute the later one counts. */
  static Map<Attribute<?>, Supplier<?>> attributes(List<? extends AttributeProvider> parts) {
    var merged = new LinkedHashMap<Attribute<?>, Supplier<?>>();
    parts.forEach(part -> merged.putAll(part.attributes()));
    return merged;
  }
}
