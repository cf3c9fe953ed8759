package dev.fairlead.net.internal.nio;

import dev.fairlead.thread.ToThread;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How many datagrams Linux has thrown away at a UDP socket, as it says in /proc. */
public final class DroppedDatagrams {

  /*
   * A line for each socket: a number, the local and the remote address as hexadecimal words in the
   * order of the machine's bytes, a colon and the port, and more; the last is what was dropped. The
   * option SO_MEMINFO would tell too, but the JDK has neither it nor the descriptor.
   */

  private static final List<Path> TABLES =
      List.of(Path.of("/proc/self/net/udp"), Path.of("/proc/self/net/udp6"));

  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final String NOBODY = ":0000";

  private DroppedDatagrams() {}

  /** Looks for the socket by its addresses; empty if no line has them, or more than one. */
  public static OptionalLong at(SocketAddress local, Optional<SocketAddress> remote)
      throws IOException {
    List<String> lines = ToThread.call(DroppedDatagrams::readAll);
    List<String[]> found =
        lines.stream()
            .map(line -> line.strip().split("\\s+"))
            .filter(line -> isAt(line[LOCAL], local))
            .filter(line ->
                remote.isPresent()
                    ? isAt(line[REMOTE], remote.get())
                    : line[REMOTE].endsWith(NOBODY))
            .toList();
    return found.size() == 1
        ? OptionalLong.of(Long.parseLong(found.getFirst()[found.getFirst().length - 1]))
        : OptionalLong.empty();
  }

  private static List<String> readAll() throws IOException {
    var lines = new ArrayList<String>();
    for (Path table : TABLES) {
      if (Files.isReadable(table)) {
        List<String> all = Files.readAllLines(table);
        lines.addAll(all.subList(1, all.size())); // Without the names of the columns.
      }
    }
    return lines;
  }

  private static boolean isAt(String text, SocketAddress address) {
    var inet = (InetSocketAddress) address;
    int colon = text.indexOf(':');
    return Integer.parseInt(text.substring(colon + 1), 16) == inet.getPort()
        && isSame(decode(text.substring(0, colon)), inet.getAddress());
  }

  /** The address that stands for all has two forms. */
  private static boolean isSame(InetAddress one, InetAddress other) {
    return one.equals(other) || (one.isAnyLocalAddress() && other.isAnyLocalAddress());
  }

  private static InetAddress decode(String words) {
    ByteBuffer bytes = ByteBuffer.allocate(words.length() / 2).order(ByteOrder.nativeOrder());
    for (int i = 0; i < words.length(); i += 8) {
      bytes.putInt(Integer.parseUnsignedInt(words.substring(i, i + 8), 16));
    }
    try {
      return InetAddress.getByAddress(bytes.array()); // An IPv4 address where IPv6 contains one.
    } catch (java.net.UnknownHostException e) {
      throw new AssertionError("neither 4 nor 16 bytes: " + words, e);
    }
  }
}
