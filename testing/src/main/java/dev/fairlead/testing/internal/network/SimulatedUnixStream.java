package dev.fairlead.testing.internal.network;

import dev.fairlead.net.PeerCredentials;
import dev.fairlead.net.UnixAddress;
import dev.fairlead.net.spi.UnixStreamTransport;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** One end of a simulated connection over a UNIX socket. */
final class SimulatedUnixStream extends SimulatedStream implements UnixStreamTransport {

  // The same on every machine: a host of a simulation is one program.
  private static final PeerCredentials PROGRAM =
      new PeerCredentials(
          Optional.of("user"),
          Optional.of("group"),
          OptionalInt.of(1),
          OptionalLong.of(1_000),
          OptionalLong.of(1_000));

  private final UnixAddress local;
  private final UnixAddress remote;

  SimulatedUnixStream(Network network, Host host, UnixAddress local, UnixAddress remote) {
    super("UNIX", network, host, host, local, remote);
    this.local = local;
    this.remote = remote;
  }

  @Override
  boolean knowsThatPeerIsGone() {
    return peer().isClosed();
  }

  @Override
  public UnixAddress localAddress() {
    return local;
  }

  @Override
  public UnixAddress remoteAddress() {
    return remote;
  }

  @Override
  public PeerCredentials peerCredentials() {
    return PROGRAM;
  }
}
