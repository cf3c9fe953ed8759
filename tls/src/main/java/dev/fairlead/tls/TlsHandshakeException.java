package dev.fairlead.tls;

import dev.fairlead.BrokenResourceException;

/**
 * Thrown when a TLS handshake fails. The message says what is wrong and with whom; {@link #reason}
 * is for programs that treat some failures differently.
 *
 * {@snippet file="TlsHandshakeSnippets.java" region="failure"}
 *
 * <p>The transport below is not closed by it, and cannot be used for anything but closing.
 */
public class TlsHandshakeException extends BrokenResourceException {

  private static final long serialVersionUID = 1L;

  /**
   * What went wrong.
   *
   * {@snippet file="TlsHandshakeSnippets.java" region="failure"}
   */
  public enum Reason {
    /** The peer's certificate, or one above it, is no longer valid. */
    CERTIFICATE_EXPIRED,
    /** The peer's certificate, or one above it, is not yet valid. */
    CERTIFICATE_NOT_YET_VALID,
    /** The peer's certificate is for other names than the one asked for. */
    WRONG_HOST,
    /** The peer's certificate does not lead to an authority that is trusted here. */
    UNKNOWN_AUTHORITY,
    /** The peer's certificate is refused for another reason. */
    CERTIFICATE_REFUSED,
    /** The peer has shown no certificate although it must. */
    NO_CERTIFICATE,
    /** The two sides have no protocol version in common. */
    NO_COMMON_VERSION,
    /** The two sides have no cipher, key exchange or signature in common. */
    NO_COMMON_CIPHER,
    /** The two sides have no application protocol in common. */
    NO_COMMON_APPLICATION_PROTOCOL,
    /** There is no certificate for the name that the client asked for. */
    UNKNOWN_SERVER_NAME,
    /** The peer does not speak TLS. */
    NOT_TLS,
    /** The peer has closed or broken the connection. */
    PEER_GONE,
    /** It was not done within the time that a {@link TlsListener} or the client's options allow. */
    TIMED_OUT,
    /** The peer has refused and said so by an alert; the message has its name. */
    REFUSED_BY_PEER,
    /** Anything else; the cause says more. */
    OTHER
  }

  private final Reason reason;

  /** Says what went wrong, and keeps the error of the TLS engine or of the transport. */
  public TlsHandshakeException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** What went wrong. */
  public Reason reason() {
    return reason;
  }
}
