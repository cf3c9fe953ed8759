package dev.fairlead.stream;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Options of {@link MemoryObjectStreams#create}.
 *
 * {@snippet file="MemoryObjectStreamSnippets.java" region="options"}
 *
 * @param <T> what is sent
 */
public sealed interface MemoryObjectStreamOptions<T> permits MemoryObjectStreamSettings {

  /** Sends wait when the buffer is full; nobody is told of items that are not received. */
  static <T> MemoryObjectStreamOptions<T> defaults() {
    return new MemoryObjectStreamSettings<>(OverflowPolicy.WAIT, Optional.empty(), "");
  }

  /** What a send does when the buffer is full. */
  OverflowPolicy overflow();

  /** What is told of items that were sent and will never be received. */
  Optional<Consumer<? super T>> undelivered();

  /** The name of the stream in task trees and messages. */
  String name();

  /** Chooses what a send does when the buffer is full. */
  MemoryObjectStreamOptions<T> withOverflow(OverflowPolicy overflow);

  /**
   * Lets somebody know of each item that was sent and will never be received: dropped by the
   * overflow policy, or still in the buffer when the last receiving end was closed. It is called by
   * the task that sends or closes, and must not throw.
   */
  MemoryObjectStreamOptions<T> withUndelivered(Consumer<? super T> undelivered);

  /** Names the stream. */
  MemoryObjectStreamOptions<T> withName(String name);
}
