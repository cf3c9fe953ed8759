package dev.fairlead.tls;

import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.StandardConstants;

/** The names that clients ask servers for. */
final class ServerNames {

  private ServerNames() {}

  /** The name asked for in a session. */
  static Optional<String> requestedOf(ExtendedSSLSession session) {
    return session.getRequestedServerNames().stream()
        .filter(name -> name.getType() == StandardConstants.SNI_HOST_NAME)
        .findFirst()
        .map(name -> new SNIHostName(name.getEncoded()).getAsciiName());
  }

  /** Accepts only names that an identity is for; the engine refuses others by an alert. */
  static SNIMatcher knownTo(List<TlsIdentity> identities) {
    return new SNIMatcher(StandardConstants.SNI_HOST_NAME) {
      @Override
      public boolean matches(SNIServerName asked) {
        String name = new SNIHostName(asked.getEncoded()).getAsciiName();
        return identities.stream().anyMatch(identity -> identity.isFor(name));
      }
    };
  }
}
