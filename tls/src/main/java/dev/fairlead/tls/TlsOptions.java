package dev.fairlead.tls;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * Options that both sides of TLS have.
 *
 * {@snippet file="TlsOptionsSnippets.java" region="shared"}
 *
 * <p>Options are immutable: what begins with "with" returns others.
 *
 * @param <O> the options of one side
 */
public sealed interface TlsOptions<O extends TlsOptions<O>>
    permits TlsClientOptions, TlsServerOptions, SharedOptions {

  /** The application protocols to offer or to choose from, the best first; empty for none. */
  List<String> alpn();

  /** The protocol versions to allow; empty for those of the context. */
  List<String> protocols();

  /** The cipher suites to allow, the best first; empty for those of the context. */
  List<String> ciphers();

  /** What an end without a goodbye of the peer means. */
  TlsTruncation truncation();

  /** How long closing may take. */
  Duration closeTimeout();

  /** A context to use as it is. */
  Optional<SSLContext> sslContext();

  /** What has the last word on each engine before its handshake. */
  Consumer<SSLEngine> engineSetup();

  /**
   * Speaks application protocols such as {@code "h2", "http/1.1"}, the best first. A client offers
   * them, a server chooses between those that its client offers: a client that offers others only
   * is refused, one that offers none is not.
   */
  O withAlpn(String... protocols);

  /** Allows only these protocol versions, as in {@code "TLSv1.3"}. */
  O withProtocols(String... protocols);

  /** Allows only these cipher suites, as in {@code "TLS_AES_128_GCM_SHA256"}, the best first. */
  O withCiphers(String... ciphers);

  /** Chooses what an end without a goodbye of the peer means. */
  O withTruncation(TlsTruncation truncation);

  /**
   * Limits how long closing may take, one second otherwise. With no time at all, closing says
   * nothing to the peer.
   *
   * @throws IllegalArgumentException if the time is negative
   */
  O withCloseTimeout(Duration timeout);

  /**
   * Uses a context that was made elsewhere, of any provider. It decides about trust and identity,
   * so those must not be chosen as well, nor what goes with them: known names and the lifetime of
   * sessions. Whether a server asks its clients for certificates is then chosen by {@link
   * #withEngineSetup}.
   */
  O withSslContext(SSLContext context);

  /**
   * Does something to each engine before its handshake, after everything else: for what these
   * options do not have.
   */
  O withEngineSetup(Consumer<SSLEngine> setup);
}
