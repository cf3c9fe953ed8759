package dev.fairlead.net;

import java.net.SocketOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Values for options of a socket, by name. Immutable.
 *
 * {@snippet file="DriverSnippets.java" region="settings"}
 *
 * <p>They are set before the socket is bound or connected, so that options which only count then,
 * such as the size of the receive buffer, have their effect.
 */
public final class SocketSettings {

  /** No option at all. */
  public static final SocketSettings NONE = new SocketSettings(Map.of());

  private final Map<SocketOption<?>, Object> values;

  private SocketSettings(Map<SocketOption<?>, Object> values) {
    this.values = values;
  }

  /**
   * Sets an option of a socket.
   *
   * {@snippet file="DriverSnippets.java" region="settings"}
   */
  @FunctionalInterface
  public interface Setter<X extends Exception> {
    /** Sets it. */
    <T> void set(SocketOption<T> option, T value) throws X;
  }

  /** Returns these settings and one more, which replaces an earlier one of the same name. */
  public <T> SocketSettings with(SocketOption<T> option, T value) {
    var copy = new HashMap<>(values);
    copy.put(option, option.type().cast(value));
    return new SocketSettings(Map.copyOf(copy));
  }

  /** The options that have a value here. */
  public Set<SocketOption<?>> options() {
    return values.keySet();
  }

  /** Gives every option with its value to the setter. */
  public <X extends Exception> void applyTo(Setter<X> setter) throws X {
    for (SocketOption<?> option : values.keySet()) {
      apply(option, setter);
    }
  }

  private <T, X extends Exception> void apply(SocketOption<T> option, Setter<X> setter) throws X {
    Object value = values.get(option);
    if (value != null) {
      setter.set(option, option.type().cast(value));
    }
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
