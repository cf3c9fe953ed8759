package dev.fairlead.stream;

/**
 * A sink for objects that arrive complete and in order.
 *
 * {@snippet file="MemoryObjectStreamSnippets.java" region="send"}
 *
 * @param <T> what is sent
 */
public interface ObjectSendStream<T> extends UnreliableObjectSendStream<T> {}
