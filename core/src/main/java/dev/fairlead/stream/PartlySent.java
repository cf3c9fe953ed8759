package dev.fairlead.stream;

/**
 * Says how much went out of something that was to be sent as a whole, such as a file.
 *
 * {@snippet file="ByteStreamSnippets.java" region="partlySent"}
 *
 * <p>It is a suppressed exception of what ended the sending: of {@code Cancelled}, or of the {@code
 * ClosedResourceException} that another task caused.
 */
public interface PartlySent {

  /** How many bytes went out. */
  long bytesSent();

  /** How many bytes went out before this was thrown; 0 where it does not say. */
  static long bytesSentBefore(Throwable thrown) {
    long bytes = 0;
    for (Throwable suppressed : thrown.getSuppressed()) {
      bytes = suppressed instanceof PartlySent part ? Math.max(bytes, part.bytesSent()) : bytes;
    }
    return bytes;
  }
}
