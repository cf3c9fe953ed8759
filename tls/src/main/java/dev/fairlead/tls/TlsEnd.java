package dev.fairlead.tls;

/**
 * How far the peer has come in sending.
 *
 * {@snippet file="TlsEndSnippets.java" region="truncation"}
 */
public enum TlsEnd {
  /** The peer may send more. */
  OPEN,
  /** The peer has said that it sends nothing more; everything it sent was received. */
  CLEAN,
  /**
   * The transport ended although the peer has not said that it is done: the peer is careless, or
   * somebody has cut off the rest.
   */
  TRUNCATED
}
