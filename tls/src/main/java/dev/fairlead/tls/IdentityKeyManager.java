package dev.fairlead.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Offers identities to an engine: to a server the one for the name that the client asks for, to a
 * client the one whose authority the server knows. An alias is the place of an identity in the
 * list.
 */
final class IdentityKeyManager extends X509ExtendedKeyManager {

  private final List<TlsIdentity> identities;
  private final OngoingHandshakes handshakes;

  IdentityKeyManager(List<TlsIdentity> identities, OngoingHandshakes handshakes) {
    this.identities = identities;
    this.handshakes = handshakes;
  }

  // ---- servers

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    if (engine.getHandshakeSession() == null) {
      // The client comes with a ticket, which is only good with the certificate of then.
      return serverAlias(keyType, handshakes.requestedName(engine));
    }
    handshakes.noteCertificate(engine);
    return serverAlias(keyType, requestedName(engine));
  }

  private @Nullable String serverAlias(String keyType, Optional<String> name) {
    // All of them where none is for the name: the first one that fits then stands for the server.
    List<Integer> candidates = name.map(this::identitiesFor).orElse(all());
    if (candidates.isEmpty()) {
      candidates = all();
    }
    return first(candidates, identity -> hasKeyType(identity, keyType));
  }

  private List<Integer> all() {
    return IntStream.range(0, identities.size()).boxed().toList();
  }

  private List<Integer> identitiesFor(String name) {
    return all().stream().filter(i -> identities.get(i).isFor(name)).toList();
  }

  private static Optional<String> requestedName(SSLEngine engine) {
    SSLSession session = engine.getHandshakeSession();
    return session instanceof ExtendedSSLSession extended
        ? ServerNames.requestedOf(extended)
        : Optional.empty();
  }

  // ---- clients

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
    List<String> types = Arrays.asList(keyTypes);
    return first(
        all(),
        identity ->
            types.contains(identity.privateKey().getAlgorithm()) && isKnownTo(identity, issuers));
  }

  private static boolean isKnownTo(TlsIdentity identity, Principal @Nullable [] issuers) {
    return issuers == null
        || issuers.length == 0
        || identity.chain().stream()
            .anyMatch(c -> Arrays.asList(issuers).contains(c.getIssuerX500Principal()));
  }

  // ---- both

  private interface Condition {
    boolean holds(TlsIdentity identity);
  }

  private @Nullable String first(List<Integer> candidates, Condition condition) {
    for (int i : candidates) {
      if (condition.holds(identities.get(i))) {
        return Integer.toString(i);
      }
    }
    return null;
  }

  private static boolean hasKeyType(TlsIdentity identity, String keyType) {
    return identity.privateKey().getAlgorithm().equals(keyType);
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return identity(alias).chain().toArray(X509Certificate[]::new);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return identity(alias).privateKey();
  }

  private TlsIdentity identity(String alias) {
    return identities.get(Integer.parseInt(alias));
  }

  // ---- sockets may be made from the same context, by others

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return serverAlias(keyType, Optional.empty());
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    List<String> types = Arrays.asList(keyTypes);
    return first(all(), identity -> types.contains(identity.privateKey().getAlgorithm()));
  }

  @Override
  public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return aliases(keyType);
  }

  @Override
  public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return aliases(keyType);
  }

  private String[] aliases(String keyType) {
    return all().stream()
        .filter(i -> hasKeyType(identities.get(i), keyType))
        .map(String::valueOf)
        .toArray(String[]::new);
  }
}
