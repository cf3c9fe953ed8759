package dev.fairlead.tls;

import dev.fairlead.attribute.Attribute;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLKeyException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What is known about a connection after its handshake. */
record ConnectionFacts(
    SSLEngine engine, boolean resumed, List<String> sharedCiphers, TlsTruncation truncation) {

  // RFC 9266 section 2.
  private static final String EXPORTER_LABEL = "EXPORTER-Channel-Binding";
  private static final int EXPORTER_LENGTH = 32;

  Map<Attribute<?>, Supplier<?>> all() {
    var attributes = new HashMap<Attribute<?>, Supplier<?>>();
    SSLSession session = engine.getSession();
    addEngine(attributes, session);
    addIfPresent(attributes, TlsAttributes.ALPN_PROTOCOL, alpn());
    addIfPresent(attributes, TlsAttributes.SERVER_NAME, serverName(session));
    addIfPresent(attributes, TlsAttributes.SHARED_CIPHERS, shared());
    addIfPresent(attributes, TlsAttributes.CHANNEL_BINDING, exported(session));
    addIfPresent(
        attributes, TlsAttributes.CHANNEL_BINDING_SERVER_END_POINT, serverEndPoint(session));
    addPeer(attributes, peerChain(session));
    return attributes;
  }

  private void addEngine(Map<Attribute<?>, Supplier<?>> attributes, SSLSession session) {
    attributes.put(TlsAttributes.VERSION, session::getProtocol);
    attributes.put(
        TlsAttributes.CIPHER, () -> TlsCipher.of(session.getCipherSuite(), session.getProtocol()));
    attributes.put(TlsAttributes.SERVER_SIDE, () -> !engine.getUseClientMode());
    attributes.put(TlsAttributes.SESSION_RESUMED, this::resumed);
    attributes.put(TlsAttributes.SESSION, () -> session);
    attributes.put(TlsAttributes.ENGINE, this::engine);
    attributes.put(TlsAttributes.TRUNCATION, this::truncation);
  }

  private Optional<TlsSharedCiphers> shared() {
    return sharedCiphers.isEmpty()
        ? Optional.empty()
        : Optional.of(new TlsSharedCiphers(sharedCiphers));
  }

  private static void addPeer(
      Map<Attribute<?>, Supplier<?>> attributes, List<X509Certificate> chain) {
    if (!chain.isEmpty()) {
      attributes.put(TlsAttributes.PEER, () -> TlsPeer.of(chain));
      attributes.put(TlsAttributes.PEER_CERTIFICATE, chain::getFirst);
      attributes.put(TlsAttributes.PEER_CERTIFICATE_BINARY, () -> der(chain.getFirst()));
    }
  }

  private static <T> void addIfPresent(
      Map<Attribute<?>, Supplier<?>> attributes, Attribute<T> key, Optional<T> value) {
    value.ifPresent(present -> attributes.put(key, () -> present));
  }

  private Optional<String> alpn() {
    String protocol = engine.getApplicationProtocol();
    return protocol == null || protocol.isEmpty() ? Optional.empty() : Optional.of(protocol);
  }

  private static Optional<String> serverName(SSLSession session) {
    return session instanceof ExtendedSSLSession extended
        ? ServerNames.requestedOf(extended)
        : Optional.empty();
  }

  private static List<X509Certificate> peerChain(SSLSession session) {
    try {
      return x509(session.getPeerCertificates());
    } catch (SSLPeerUnverifiedException e) {
      return List.of();
    }
  }

  private static List<X509Certificate> x509(Certificate @Nullable [] certificates) {
    var chain = new ArrayList<X509Certificate>();
    for (Certificate certificate : certificates == null ? new Certificate[0] : certificates) {
      if (certificate instanceof X509Certificate x509) {
        chain.add(x509);
      }
    }
    return chain;
  }

  private static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new AssertionError("a certificate that came over the wire has an encoding", e);
    }
  }

  // ---- channel bindings

  private static Optional<byte[]> exported(SSLSession session) {
    if (!(session instanceof ExtendedSSLSession extended)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          extended.exportKeyingMaterialData(EXPORTER_LABEL, new byte[0], EXPORTER_LENGTH));
    } catch (SSLKeyException | RuntimeException e) {
      return Optional.empty(); // TLS 1.2 without the extended master secret, or an old provider.
    }
  }

  private Optional<byte[]> serverEndPoint(SSLSession session) {
    List<X509Certificate> chain =
        engine.getUseClientMode() ? peerChain(session) : x509(session.getLocalCertificates());
    return chain.stream().findFirst().flatMap(ConnectionFacts::hash);
  }

  private static Optional<byte[]> hash(X509Certificate certificate) {
    String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    int with = signature.indexOf("WITH");
    if (with < 0) {
      return Optional.empty();
    }
    // RFC 5929 section 4.1: SHA-256 where the signature has a hash that is weaker.
    String name = signature.substring(0, with).replaceFirst("^SHA-?(?=\\d)", "SHA-");
    boolean weak = name.equals("MD5") || name.equals("SHA-1");
    try {
      MessageDigest digest = MessageDigest.getInstance(weak ? "SHA-256" : name);
      return Optional.of(digest.digest(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      return Optional.empty(); // A hash that this JDK does not know.
    }
  }
}
