package dev.fairlead.stream;

import java.util.Optional;
import java.util.function.Consumer;

record MemoryObjectStreamSettings<T>(
    OverflowPolicy overflow, Optional<Consumer<? super T>> undelivered, String name)
    implements MemoryObjectStreamOptions<T> {

  @Override
  public MemoryObjectStreamOptions<T> withOverflow(OverflowPolicy policy) {
    return new MemoryObjectStreamSettings<>(policy, undelivered, name);
  }

  @Override
  public MemoryObjectStreamOptions<T> withUndelivered(Consumer<? super T> listener) {
    return new MemoryObjectStreamSettings<>(overflow, Optional.of(listener), name);
  }

  @Override
  public MemoryObjectStreamOptions<T> withName(String newName) {
    return new MemoryObjectStreamSettings<>(overflow, undelivered, newName);
  }
}
