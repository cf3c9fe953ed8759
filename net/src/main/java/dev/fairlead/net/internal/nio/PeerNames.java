package dev.fairlead.net.internal.nio;

import dev.fairlead.net.PeerCredentials;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/**
 * Whose process is on the other side of a UNIX channel, as far as the JDK tells: by name. Other
 * runtimes than OpenJDK may lack the class this asks, so nothing else mentions it.
 */
final class PeerNames {

  private PeerNames() {}

  static PeerCredentials of(SocketChannel channel) throws IOException {
    UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
    return new PeerCredentials(
        Optional.of(peer.user().getName()),
        Optional.of(peer.group().getName()),
        OptionalInt.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }
}
