package dev.fairlead.stream;

/**
 * A source of objects that come complete and in order.
 *
 * @param <T> what is received
 */
public interface ObjectReceiveStream<T> extends UnreliableObjectReceiveStream<T> {}
