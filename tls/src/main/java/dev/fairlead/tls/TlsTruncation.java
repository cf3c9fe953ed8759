package dev.fairlead.tls;

/**
 * What it means when the transport ends although the peer has not said that it is done.
 *
 * {@snippet file="TlsEndSnippets.java" region="truncation"}
 */
public enum TlsTruncation {
  /**
   * An error: somebody may have cut off the rest. Right for every protocol that does not mark its
   * own end.
   */
  STRICT,
  /**
   * An end like any other; {@link TlsStream#end()} still tells the difference. For protocols that
   * mark their own end, such as HTTP with lengths, and for peers that never say goodbye.
   */
  TOLERANT
}
