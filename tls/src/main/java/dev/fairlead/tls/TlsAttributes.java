package dev.fairlead.tls;

import dev.fairlead.attribute.Attribute;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;

/**
 * What a TLS stream knows about its connection. Those of the transport shine through.
 *
 * {@snippet file="TlsAttributesSnippets.java" region="attributes"}
 */
public final class TlsAttributes {

  /** The application protocol both sides have agreed on. Offered if there is one. */
  public static final Attribute<String> ALPN_PROTOCOL =
      Attribute.of("TLS application protocol", String.class);

  /** The protocol version, as in {@code TLSv1.3}. */
  public static final Attribute<String> VERSION = Attribute.of("TLS version", String.class);

  /** The cipher suite. */
  public static final Attribute<TlsCipher> CIPHER = Attribute.of("TLS cipher", TlsCipher.class);

  /**
   * The cipher suites that the client has offered and this server allows. Offered by servers, for
   * handshakes that began with a hello of TLS.
   */
  public static final Attribute<TlsSharedCiphers> SHARED_CIPHERS =
      Attribute.of("TLS shared ciphers", TlsSharedCiphers.class);

  /** Who the other side has proved to be. Offered if it has shown a certificate. */
  public static final Attribute<TlsPeer> PEER = Attribute.of("TLS peer", TlsPeer.class);

  /** The certificate of the other side. Offered if it has shown one. */
  public static final Attribute<X509Certificate> PEER_CERTIFICATE =
      Attribute.of("TLS peer certificate", X509Certificate.class);

  /** The certificate of the other side in DER. Offered if it has shown one. */
  public static final Attribute<byte[]> PEER_CERTIFICATE_BINARY =
      Attribute.of("TLS peer certificate in DER", byte[].class);

  /** The name that the client has asked for. Offered if it has asked for one. */
  public static final Attribute<String> SERVER_NAME = Attribute.of("TLS server name", String.class);

  /** Whether this side is the server. */
  public static final Attribute<Boolean> SERVER_SIDE =
      Attribute.of("TLS server side", Boolean.class);

  /** Whether the handshake has resumed an earlier session. */
  public static final Attribute<Boolean> SESSION_RESUMED =
      Attribute.of("TLS session resumed", Boolean.class);

  /** The session of the JDK. */
  public static final Attribute<SSLSession> SESSION = Attribute.of("TLS session", SSLSession.class);

  /** The engine of the JDK. Whoever uses it works past this library. */
  public static final Attribute<SSLEngine> ENGINE = Attribute.of("TLS engine", SSLEngine.class);

  /** What an end without a goodbye of the peer means. */
  public static final Attribute<TlsTruncation> TRUNCATION =
      Attribute.of("TLS truncation", TlsTruncation.class);

  /**
   * The channel binding {@code tls-exporter} (RFC 9266), which both sides can compute and nobody in
   * between. Offered by engines that can export keys; the JDK's can.
   */
  public static final Attribute<byte[]> CHANNEL_BINDING =
      Attribute.of("TLS channel binding", byte[].class);

  /**
   * The channel binding {@code tls-server-end-point} (RFC 5929): the hash of the server's
   * certificate. Offered where the certificate's signature names a hash.
   */
  public static final Attribute<byte[]> CHANNEL_BINDING_SERVER_END_POINT =
      Attribute.of("TLS channel binding of the server's end", byte[].class);

  private TlsAttributes() {}
}
