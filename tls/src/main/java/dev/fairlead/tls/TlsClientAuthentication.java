package dev.fairlead.tls;

/**
 * Whether a server asks its clients for certificates.
 *
 * {@snippet file="TlsMutualSnippets.java" region="mutual"}
 */
public enum TlsClientAuthentication {
  /** It does not. */
  NONE,
  /** It asks, and also takes clients that have none. One that is shown has to be trusted. */
  REQUESTED,
  /** It refuses clients without a certificate that is trusted. */
  REQUIRED
}
