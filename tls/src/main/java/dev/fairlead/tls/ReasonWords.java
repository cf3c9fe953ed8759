package dev.fairlead.tls;

import dev.fairlead.tls.TlsHandshakeException.Reason;
import java.util.List;
import java.util.Optional;

/** Finds a reason in the words of the JDK's engine, where no type of exception tells it. */
final class ReasonWords {

  /** A reason, and a part of the engine's message that gives it away. */
  private record Sign(String words, Reason reason) {}

  /** Said of an alert that a peer sends before it encrypts: OpenSSL's clients do so in TLS 1.3. */
  static final String PLAIN_ALERT = "plaintext alert received";

  // The first that fits counts. That the peer has sent an alert comes before what the alert is for.
  private static final List<Sign> SIGNS =
      List.of(
          new Sign("Received fatal alert", Reason.REFUSED_BY_PEER),
          new Sign(PLAIN_ALERT, Reason.REFUSED_BY_PEER),
          new Sign("Received close_notify", Reason.PEER_GONE),
          new Sign("closed the connection in the middle", Reason.PEER_GONE),
          new Sign("No subject alternative", Reason.WRONG_HOST),
          new Sign("No name matching", Reason.WRONG_HOST),
          new Sign("Illegal given domain name", Reason.WRONG_HOST),
          new Sign("Unsupported or unrecognized SSL message", Reason.NOT_TLS),
          new Sign("plaintext connection", Reason.NOT_TLS),
          new Sign("Unrecognized record version", Reason.NOT_TLS),
          new Sign("Unknown content type", Reason.NOT_TLS),
          new Sign("Invalid record", Reason.NOT_TLS),
          new Sign("Input record too big", Reason.NOT_TLS),
          new Sign("no_application_protocol", Reason.NO_COMMON_APPLICATION_PROTOCOL),
          new Sign("application protocol", Reason.NO_COMMON_APPLICATION_PROTOCOL),
          new Sign("unrecognized_name", Reason.UNKNOWN_SERVER_NAME),
          new Sign("Unrecognized server name", Reason.UNKNOWN_SERVER_NAME),
          new Sign("Illegal server name", Reason.UNKNOWN_SERVER_NAME),
          new Sign("Empty client certificate chain", Reason.NO_CERTIFICATE),
          new Sign("Empty server certificate chain", Reason.NO_CERTIFICATE),
          new Sign("certificate_required", Reason.NO_CERTIFICATE),
          new Sign("protocol_version", Reason.NO_COMMON_VERSION),
          new Sign("No appropriate protocol", Reason.NO_COMMON_VERSION),
          new Sign("not enabled or supported in server context", Reason.NO_COMMON_VERSION),
          new Sign("not accepted by client preferences", Reason.NO_COMMON_VERSION),
          new Sign("no cipher suites in common", Reason.NO_COMMON_CIPHER),
          new Sign("No available authentication scheme", Reason.NO_COMMON_CIPHER),
          new Sign("PKIX path", Reason.UNKNOWN_AUTHORITY));

  private ReasonWords() {}

  static Optional<Reason> find(String message) {
    return SIGNS.stream()
        .filter(sign -> message.contains(sign.words()))
        .map(Sign::reason)
        .findFirst();
  }
}
