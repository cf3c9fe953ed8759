package dev.fairlead.net.internal.nio;

import dev.fairlead.net.Membership;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.MembershipKey;

/** A membership of a datagram channel of the JDK. */
record NioMembership(MembershipKey key) implements Membership {

  @Override
  public InetAddress group() {
    return key.group();
  }

  @Override
  public void block(InetAddress sender) throws IOException {
    var _ = key.block(sender);
  }

  @Override
  public void unblock(InetAddress sender) {
    var _ = key.unblock(sender);
  }

  @Override
  public void close() {
    key.drop();
  }
}
