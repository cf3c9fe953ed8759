package dev.fairlead.net;

import java.util.List;

/**
 * A message and the descriptors that came with it.
 *
 * {@snippet file="UnixSnippets.java" region="receive-descriptors"}
 *
 * @param message its bytes; not copied
 * @param descriptors to be closed by whoever received them
 */
@SuppressWarnings("ArrayRecordComponent") // Carries them from one method to the next.
public record ReceivedDescriptors(byte[] message, List<Descriptor> descriptors)
    implements AutoCloseable {

  /** Closes all descriptors that have not been made into something else. */
  @Override
  public void close() {
    for (Descriptor descriptor : descriptors) {
      descriptor.close();
    }
  }
}
