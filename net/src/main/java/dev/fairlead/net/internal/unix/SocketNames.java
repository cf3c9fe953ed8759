package dev.fairlead.net.internal.unix;

import dev.fairlead.net.UnixAddress;
import dev.fairlead.net.internal.nio.RawPaths;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Addresses in the form of the system: the sockaddr structures of Linux. */
final class SocketNames {

  /*
   * All begin with the family. sockaddr_un: path 2. sockaddr_in: port 2, address 4. sockaddr_in6:
   * port 2, flow 4, address 8, scope 24. Ports have their high byte first, the others the order of
   * the machine.
   */
  static final int MAX_SIZE = 128;

  private static final int FAMILY_SIZE = 2;
  private static final int UNIX = 1;
  private static final int INET = 2;
  private static final int INET6 = 10;

  private SocketNames() {}

  /** Whether it is of a family that there are addresses for here. */
  static boolean isKnown(byte[] name) {
    short family = view(name).getShort(0);
    return family == UNIX || family == INET || family == INET6;
  }

  /** The address that a structure stands for. */
  static SocketAddress decode(byte[] name) throws UnknownHostException {
    int family = name.length < FAMILY_SIZE ? UNIX : view(name).getShort(0);
    return switch (family) {
      case UNIX -> unix(name);
      case INET -> new InetSocketAddress(InetAddress.getByAddress(part(name, 4, 4)), port(name));
      case INET6 -> new InetSocketAddress(inet6(name), port(name));
      default ->
          throw new UnknownHostException("a socket of family " + family + " is not supported");
    };
  }

  /**
   * The structure that stands for an address.
   *
   * @param v6 whether the socket is one of IPv6, which writes addresses of IPv4 in its own way
   */
  static byte[] encode(SocketAddress address, boolean v6) {
    return switch (address) {
      case UnixAddress unix -> unix(unix);
      case InetSocketAddress inet when v6 || inet.getAddress() instanceof Inet6Address ->
          inet6(inet);
      case InetSocketAddress inet -> inet4(inet);
      default -> throw new IllegalArgumentException("not an address of a socket: " + address);
    };
  }

  /** A path ends with a zero, an abstract name with its length. */
  private static byte[] unix(UnixAddress address) {
    byte[] path = NativeSockets.bytesOf(address);
    int end = address.abstractName().isPresent() ? 0 : 1;
    var name = new byte[FAMILY_SIZE + path.length + end];
    view(name).putShort(0, (short) UNIX).put(FAMILY_SIZE, path);
    return name;
  }

  private static byte[] inet4(InetSocketAddress address) {
    var name = new byte[16];
    start(name, INET, address.getPort()).put(4, address.getAddress().getAddress());
    return name;
  }

  private static byte[] inet6(InetSocketAddress address) {
    var name = new byte[28];
    ByteBuffer bytes = start(name, INET6, address.getPort());
    byte[] inet = address.getAddress().getAddress();
    if (inet.length == 4) {
      bytes.putShort(18, (short) 0xffff);
    }
    bytes.put(24 - inet.length, inet);
    if (address.getAddress() instanceof Inet6Address v6) {
      bytes.putInt(24, v6.getScopeId());
    }
    return name;
  }

  private static ByteBuffer start(byte[] name, int family, int port) {
    return view(name).putShort(0, (short) family).put(2, (byte) (port >> 8)).put(3, (byte) port);
  }

  private static ByteBuffer view(byte[] name) {
    return ByteBuffer.wrap(name).order(ByteOrder.nativeOrder());
  }

  private static InetAddress inet6(byte[] name) throws UnknownHostException {
    InetAddress address = InetAddress.getByAddress(part(name, 8, 16));
    int scope = view(name).getInt(24);
    return address instanceof Inet6Address v6 && scope != 0
        ? Inet6Address.getByAddress(null, v6.getAddress(), scope)
        : address;
  }

  private static int port(byte[] name) {
    return Byte.toUnsignedInt(name[2]) << 8 | Byte.toUnsignedInt(name[3]);
  }

  private static byte[] part(byte[] bytes, int from, int length) {
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  /**
   * A stranger may have a name that there is no address for here: an abstract one without a byte,
   * for one. What comes from there is not lost.
   */
  private static UnixAddress unix(byte[] name) {
    if (name.length <= FAMILY_SIZE) {
      return UnixAddress.UNNAMED;
    }
    byte[] path = Arrays.copyOfRange(name, FAMILY_SIZE, name.length);
    try {
      return path[0] == 0
          ? UnixAddress.abstractName(part(path, 1, path.length - 1))
          : UnixAddress.of(RawPaths.of(untilZero(path)));
    } catch (IllegalArgumentException e) {
      return UnixAddress.UNNAMED;
    }
  }

  private static byte[] untilZero(byte[] path) {
    int end = 0;
    while (end < path.length && path[end] != 0) {
      end++;
    }
    return part(path, 0, end);
  }
}
