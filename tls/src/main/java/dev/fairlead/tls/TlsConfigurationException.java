package dev.fairlead.tls;

import java.io.IOException;

/**
 * Thrown when certificates or keys cannot be used: damaged, encrypted with another password, not
 * belonging together. The message says which file, what is wrong and what would be right.
 *
 * {@snippet file="TlsHandshakeSnippets.java" region="configuration"}
 */
public class TlsConfigurationException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Says what cannot be used and why. */
  public TlsConfigurationException(String message) {
    super(message);
  }

  /** Says what cannot be used, and keeps the reason. */
  public TlsConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }
}
