package dev.fairlead.net.internal;

import java.net.SocketAddress;

/** What stands in the place of an address where connections are handed over. */
public final class HandoverAddress extends SocketAddress {

  private static final long serialVersionUID = 1L;

  @Override
  public String toString() {
    return "connections that are handed over";
  }
}
