package dev.fairlead.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Hands out ports that are free on both loopback addresses, and none twice.
 *
 * {@snippet file="FairleadTestSnippets.java" region="ports"}
 *
 * <p>Somebody else may take a port before it is used. Where that must not happen, bind to port 0
 * and ask which one it became.
 */
public final class FreePorts {

  /**
   * What a port is free for.
   *
   * {@snippet file="FairleadTestSnippets.java" region="ports"}
   */
  public enum Kind {
    /** Connections and listeners. */
    TCP,
    /** Datagrams. */
    UDP
  }

  private static final int ATTEMPTS = 100;
  private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1");

  private final Kind kind;
  private final Set<Integer> given = new HashSet<>(); // guarded by this

  /** Makes a source of ports. */
  public FreePorts(Kind kind) {
    this.kind = kind;
  }

  /**
   * A port this object has not handed out before.
   *
   * @throws IllegalStateException if none is found
   */
  public synchronized int next() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = anyFree();
      if (given.add(port) && LOOPBACK.stream().allMatch(address -> isFree(address, port))) {
        return port;
      }
    }
    throw new IllegalStateException(
        "no free "
            + kind
            + " port after "
            + ATTEMPTS
            + " attempts; "
            + given.size()
            + " were given");
  }

  private int anyFree() {
    try {
      return bind(new InetSocketAddress(LOOPBACK.getFirst(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isFree(String host, int port) {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (address instanceof Inet4Address || hasIpv6()) {
        bind(new InetSocketAddress(address, port));
      }
      return true;
    } catch (IOException e) {
      return false; // Taken.
    }
  }

  private static boolean hasIpv6() {
    try (var socket = new DatagramSocket(new InetSocketAddress(loopback6(), 0))) {
      return socket.isBound();
    } catch (SocketException | UnknownHostException e) {
      return false; // No such address on this machine.
    }
  }

  private static InetAddress loopback6() throws UnknownHostException {
    byte[] bytes = new byte[16];
    bytes[15] = 1;
    return InetAddress.getByAddress(bytes);
  }

  private int bind(InetSocketAddress address) throws IOException {
    if (kind == Kind.UDP) {
      try (var socket = new DatagramSocket(address)) {
        return socket.getLocalPort();
      }
    }
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
      return socket.getLocalPort();
    }
  }
}
