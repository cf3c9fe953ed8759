package dev.fairlead.tls;

import dev.fairlead.tls.TlsHandshakeException.Reason;
import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** Says in plain words why a handshake failed. */
final class HandshakeErrors {

  private HandshakeErrors() {}

  /** The peer has closed the connection before the handshake was done. */
  static TlsHandshakeException transportEnded(SSLEngine engine) {
    var cause = new SSLException("the connection ended in the middle of the handshake");
    return new TlsHandshakeException(
        Reason.PEER_GONE,
        prefix(engine) + "it closed the connection before the handshake was done" + hint(engine),
        cause);
  }

  private static String hint(SSLEngine engine) {
    return engine.getUseClientMode()
        ? "; is it a TLS server, and does it accept this client?"
        : "; it may not trust this server's certificate, or not speak TLS";
  }

  /** The connection broke before the handshake was done. */
  static TlsHandshakeException transportBroke(SSLEngine engine, IOException cause) {
    return new TlsHandshakeException(
        Reason.PEER_GONE,
        prefix(engine) + "the connection broke before it was done: " + cause.getMessage(),
        cause);
  }

  /** What the engine has found wrong. */
  static TlsHandshakeException translate(SSLEngine engine, SSLException cause) {
    Reason reason = reason(cause);
    return new TlsHandshakeException(reason, prefix(engine) + words(reason, cause), cause);
  }

  private static String prefix(SSLEngine engine) {
    String host = engine.getPeerHost();
    String server = host == null ? "a server" : host;
    return "the TLS handshake with "
        + (engine.getUseClientMode() ? server : "a client")
        + " failed: ";
  }

  // ---- the reason, from the type of a cause where there is one, else from the engine's words

  private static Reason reason(SSLException error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException) {
        return Reason.CERTIFICATE_EXPIRED;
      } else if (cause instanceof CertificateNotYetValidException) {
        return Reason.CERTIFICATE_NOT_YET_VALID;
      } else if (cause instanceof CertPathBuilderException) {
        return Reason.UNKNOWN_AUTHORITY;
      }
    }
    return ReasonWords.find(detail(error))
        .orElse(isAboutCertificate(error) ? Reason.CERTIFICATE_REFUSED : Reason.OTHER);
  }

  /** What the engine says; it hides an alert that came in plain behind an unexpected exception. */
  private static String detail(SSLException error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (message.contains(ReasonWords.PLAIN_ALERT)) {
        return message;
      }
    }
    return String.valueOf(error.getMessage());
  }

  private static boolean isAboutCertificate(SSLException error) {
    return error.getCause() instanceof CertificateException;
  }

  private static String words(Reason reason, SSLException cause) {
    String detail = detail(cause);
    return switch (reason) {
          case CERTIFICATE_EXPIRED -> "a certificate of the peer has expired; it needs a new one: ";
          case CERTIFICATE_NOT_YET_VALID ->
              "a certificate of the peer is not valid yet; is a clock wrong? ";
          case WRONG_HOST -> "the certificate of the peer is for other names: ";
          case UNKNOWN_AUTHORITY ->
              "the certificate of the peer does not lead to a trusted authority; trust the"
                  + " authority, or let the peer send its whole chain: ";
          case CERTIFICATE_REFUSED -> "the certificate of the peer was refused: ";
          case NO_CERTIFICATE -> "the peer has shown no certificate although it must: ";
          case NO_COMMON_VERSION -> "there is no protocol version that both sides allow: ";
          case NO_COMMON_CIPHER -> "there is no cipher or signature that both sides allow: ";
          case NO_COMMON_APPLICATION_PROTOCOL ->
              "there is no application protocol (ALPN) that both sides offer: ";
          case UNKNOWN_SERVER_NAME -> "there is no certificate for the name the client asked for: ";
          case NOT_TLS -> "what the peer sent is not TLS: ";
          case PEER_GONE -> "the peer has gone: ";
          case TIMED_OUT -> "it took too long: ";
          case REFUSED_BY_PEER -> "the peer has refused: ";
          case OTHER -> "";
        }
        + detail
        + unexpected(detail, cause);
  }

  /** What the engine has not expected, a mistake in a trust manager for instance, it only keeps. */
  private static String unexpected(String detail, SSLException error) {
    Throwable cause = error.getCause();
    return cause != null && detail.endsWith("Unhandled exception") ? ": " + cause : "";
  }
}
