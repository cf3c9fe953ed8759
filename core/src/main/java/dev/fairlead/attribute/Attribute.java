package dev.fairlead.attribute;

import java.lang.invoke.MethodType;

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
    return new Attribute<>(name, boxed(type));
  }

  /** What is offered is an object, so a type such as {@code int} means that of its objects. */
  @SuppressWarnings("unchecked") // Both are the class of the same T.
  private static <T> Class<T> boxed(Class<T> type) {
    return (Class<T>) MethodType.methodType(type).wrap().returnType();
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
