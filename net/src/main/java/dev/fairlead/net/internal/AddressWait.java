package dev.fairlead.net.internal;

import dev.fairlead.lowlevel.WaitReason;
import java.net.SocketAddress;
import java.util.function.Function;

/**
 * What a task waits for at a socket, put into words when somebody asks.
 *
 * @param action what it does there, with a preposition
 * @param address that of the other side, or of this one where there is no other
 * @param words puts the address into words
 */
public record AddressWait(
    String action, SocketAddress address, Function<SocketAddress, String> words)
    implements WaitReason {

  private static final Function<SocketAddress, String> STREAM = Addresses::describeStream;
  private static final Function<SocketAddress, String> DATAGRAMS = Addresses::describeDatagrams;

  /** A wait at a connection or a listener. */
  public static AddressWait atStream(String action, SocketAddress address) {
    return new AddressWait(action, address, STREAM);
  }

  /** A wait at a socket for datagrams. */
  public static AddressWait atDatagrams(String action, SocketAddress address) {
    return new AddressWait(action, address, DATAGRAMS);
  }

  @Override
  public String describe() {
    return action + words.apply(address);
  }

  @Override
  public boolean external() {
    return true;
  }
}
