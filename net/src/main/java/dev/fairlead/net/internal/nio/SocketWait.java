package dev.fairlead.net.internal.nio;

import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.net.internal.Addresses;
import dev.fairlead.net.spi.SocketTransport;
import dev.fairlead.net.spi.StreamTransport;

/** What a task waits for at a stream or a listener, put into words when somebody asks. */
record SocketWait(String action, SocketTransport socket) implements WaitReason {

  @Override
  public String describe() {
    return action
        + Addresses.describeStream(
            socket instanceof StreamTransport stream
                ? stream.remoteAddress()
                : socket.localAddress());
  }

  @Override
  public boolean external() {
    return true;
  }
}
