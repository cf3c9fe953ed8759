package dev.fairlead.attribute;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something that offers typed attributes. A wrapper offers those of what it wraps, and its own
 * before them.
 *
 * {@snippet file="AttributeSnippets.java" region="attribute"}
 */
public interface AttributeProvider {

  /** Every attribute with what computes its value; computed anew for each question. */
  default Map<Attribute<?>, Supplier<?>> attributes() {
    return Map.of();
  }

  /** The value of an attribute; empty if it is not offered. */
  default <T> Optional<T> findAttribute(Attribute<T> key) {
    Supplier<?> supplier = attributes().get(key);
    return supplier == null ? Optional.empty() : Optional.of(key.type().cast(supplier.get()));
  }

  /**
   * The value of an attribute.
   *
   * @throws AttributeNotFoundException if it is not offered
   */
  default <T> T attribute(Attribute<T> key) {
    return findAttribute(key).orElseThrow(() -> new AttributeNotFoundException(key, this));
  }

  /** The value of an attribute, or another value if it is not offered. */
  default <T> T attribute(Attribute<T> key, T fallback) {
    return findAttribute(key).orElse(fallback);
  }

  /**
   * All attributes with their values, one on each line, in the order of their names. For debugging:
   * a value that cannot be had is replaced by the reason.
   */
  default String dumpAttributes() {
    return AttributeDump.of(attributes());
  }
}
