package dev.fairlead.net;

import dev.fairlead.net.internal.Addresses;
import dev.fairlead.stream.Connectable;
import java.io.IOException;
import java.net.InetSocketAddress;

/** An address to connect to. */
record AddressConnectable(InetSocketAddress address) implements Connectable<SocketStream> {

  AddressConnectable {
    Checks.remotePort(address.getPort());
  }

  @Override
  public SocketStream connect() throws IOException {
    return Net.connectTcp(address);
  }

  @Override
  public String toString() {
    return Addresses.describeStream(address);
  }
}
