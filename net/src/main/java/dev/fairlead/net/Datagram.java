package dev.fairlead.net;

import dev.fairlead.net.internal.Addresses;
import java.net.InetSocketAddress;
import java.util.Arrays;

/**
 * A UDP datagram, with whom it comes from or goes to. Two are equal when their bytes and their
 * addresses are.
 *
 * {@snippet file="UdpSnippets.java" region="udp"}
 *
 * @param data what it carries; not copied
 * @param address the sender of one that was received, the receiver of one to send
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by content below.
public record Datagram(byte[] data, InetSocketAddress address) {

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return other instanceof Datagram that
        && Arrays.equals(data, that.data)
        && address.equals(that.address);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(data) + address.hashCode();
  }

  @Override
  public String toString() {
    return data.length + " bytes, " + Addresses.format(address);
  }
}
