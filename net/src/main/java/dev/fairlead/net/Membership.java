package dev.fairlead.net;

import java.io.IOException;
import java.net.InetAddress;

/**
 * A socket's membership of a multicast group, on one interface. Ends when it is closed, and with
 * the socket.
 *
 * {@snippet file="UdpSnippets.java" region="multicast"}
 */
public interface Membership extends AutoCloseable {

  /** The address of the group. */
  InetAddress group();

  /**
   * Lets datagrams of one sender no longer come in.
   *
   * @throws IllegalStateException if the membership is for one sender only, or has ended
   */
  void block(InetAddress sender) throws IOException;

  /**
   * Lets datagrams of a blocked sender come in again.
   *
   * @throws IllegalStateException if the sender is not blocked, or the membership has ended
   */
  void unblock(InetAddress sender) throws IOException;

  /** Leaves the group. */
  @Override
  void close();
}
