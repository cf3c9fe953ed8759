package dev.fairlead.stream;

/**
 * Both directions of objects that may get lost or out of order.
 *
 * {@snippet file="ObjectStreamsSnippets.java" region="unreliable"}
 *
 * @param <T> what is sent and received
 */
public interface UnreliableObjectStream<T>
    extends UnreliableObjectReceiveStream<T>, UnreliableObjectSendStream<T> {}
