package dev.fairlead.attribute;

/**
 * A typed key under which streams and listeners offer what they know about themselves, such as the
 * address of the peer.
 *
 * {@snippet file="AttributeSnippets.java" region="attribute"}
 *
 * <p>Two attributes are equal when they are the same object, so libraries can define their own
 * without agreeing on names.
 *
 * @param <T> the type of the value
 */
public final class Attribute<T> {

  private final String name;
  private final Class<T> type;

  private Attribute(String name, Class<T> type) {
    this.name = name;
    this.type = type;
  }

  /** Makes a key; the name is for messages and dumps. */
  public static <T> Attribute<T> of(String name, Class<T> type) {
    return new Attribute<>(name, type);
  }

  /** The name, for messages and dumps. */
  public String name() {
    return name;
  }

  /** The type of the value. */
  public Class<T> type() {
    return type;
  }

  @Override
  public String toString() {
    return name;
  }
}
