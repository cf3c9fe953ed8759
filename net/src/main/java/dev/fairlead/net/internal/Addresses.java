package dev.fairlead.net.internal;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Addresses in words. */
public final class Addresses {

  private Addresses() {}

  /** The address of a stream or its listener in words: {@code TCP 127.0.0.1:80}. */
  public static String describeStream(SocketAddress address) {
    return switch (address) {
      case InetSocketAddress inet -> "TCP " + format(inet);
      case HandoverAddress none -> none.toString();
      default -> "UNIX " + address;
    };
  }

  /** The address of a socket for datagrams in words: {@code UDP 127.0.0.1:53}. */
  public static String describeDatagrams(SocketAddress address) {
    return address instanceof InetSocketAddress inet ? "UDP " + format(inet) : "UNIX " + address;
  }

  /** As people write it: {@code 127.0.0.1:80}, {@code [::1]:80}, {@code example.org:80}. */
  public static String format(InetSocketAddress address) {
    InetAddress inet = address.getAddress();
    return (inet == null ? address.getHostString() : bracketed(inet)) + ":" + address.getPort();
  }

  private static String bracketed(InetAddress address) {
    return address instanceof Inet6Address v6
        ? "[" + compressed(v6) + "]"
        : address.getHostAddress();
  }

  /** A host, which may be an address, and a port: {@code example.org:80}, {@code [::1]:80}. */
  public static String hostAndPort(String host, int port) {
    boolean bare = host.indexOf(':') >= 0 && !host.startsWith("[");
    return (bare ? "[" + host + "]" : host) + ":" + port;
  }

  /** The text of an address: IPv6 with its longest run of zeros left out, as RFC 5952 has it. */
  public static String format(InetAddress address) {
    return address instanceof Inet6Address v6 ? compressed(v6) : address.getHostAddress();
  }

  /** As {@link #format(InetAddress)}, for others, to whom a scope of this machine means nothing. */
  public static String formatWithoutScope(InetAddress address) {
    String text = format(address);
    int scope = text.indexOf('%');
    return scope < 0 ? text : text.substring(0, scope);
  }

  private static String compressed(Inet6Address address) {
    String full = address.getHostAddress();
    int scope = full.indexOf('%');
    String[] groups = (scope < 0 ? full : full.substring(0, scope)).split(":");
    int[] run = longestRunOfZeros(groups);
    var text = new StringBuilder();
    for (int i = 0; i < groups.length; i++) {
      if (run[1] > 1 && i == run[0]) {
        text.append("::");
        i += run[1] - 1;
      } else {
        text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":");
        text.append(groups[i]);
      }
    }
    return text + (scope < 0 ? "" : full.substring(scope));
  }

  /** The start and the length of the longest run of zero groups. */
  private static int[] longestRunOfZeros(String[] groups) {
    int[] best = {0, 0};
    int length = 0;
    for (int i = 0; i < groups.length; i++) {
      length = groups[i].equals("0") ? length + 1 : 0;
      if (length > best[1]) {
        best = new int[] {i - length + 1, length};
      }
    }
    return best;
  }
}
