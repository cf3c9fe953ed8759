package dev.fairlead.net.internal.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fairlead.net.ProxyHeader;
import dev.fairlead.net.internal.names.HostNames;
import dev.fairlead.stream.ByteReceiveStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/** Reads the header of the PROXY protocol, as version 2.0 of its description has both forms. */
public final class ProxyHeaderReader {

  /*
   * Both forms have 12 bytes at least, which tell them apart. The text ends with its line; the
   * other form says how long it is.
   */

  private static final String SIGNATURE = "\r\n\r\n\0\r\nQUIT\n";
  private static final String FIRST_WORD = "PROXY ";
  private static final int LONGEST_LINE = 107;
  private static final int WORDS = 6;
  private static final Set<String> FAMILIES = Set.of("TCP4", "TCP6");

  private static final int VERSION_2 = 2;
  private static final int LOCAL = 0;
  private static final int PROXY = 1;
  private static final int INET = 1;
  private static final int INET6 = 2;

  private final ByteReceiveStream stream;

  /** Reads from a stream, on which nothing else was received. */
  public ProxyHeaderReader(ByteReceiveStream stream) {
    this.stream = stream;
  }

  /** Reads the header and no byte more. */
  public ProxyHeader read() throws IOException {
    String start = text(SIGNATURE.length());
    if (start.equals(SIGNATURE)) {
      return readBinary();
    }
    if (start.startsWith(FIRST_WORD)) {
      return parse(readLine(start));
    }
    throw new ProtocolException(
        "the connection does not start with a PROXY header; who connects must be told to send one");
  }

  private String text(int count) throws IOException {
    return ISO_8859_1.decode(Tunnel.receive(stream, count)).toString();
  }

  // ---- version 1

  private String readLine(String start) throws IOException {
    var line = new StringBuilder(start);
    while (line.length() < LONGEST_LINE) {
      line.append(text(1));
      if (line.charAt(line.length() - 1) == '\n') {
        return line.toString().stripTrailing();
      }
    }
    throw wrong(line.toString());
  }

  private static ProxyHeader parse(String line) throws ProtocolException {
    String[] words = line.split(" ", -1);
    if (words.length > 1 && words[1].equals("UNKNOWN")) {
      return ProxyHeader.UNKNOWN;
    }
    if (words.length != WORDS || !FAMILIES.contains(words[1])) {
      throw wrong(line);
    }
    try {
      return ProxyHeader.of(
          new InetSocketAddress(address(words[2], line), Integer.parseInt(words[4])),
          new InetSocketAddress(address(words[3], line), Integer.parseInt(words[5])));
    } catch (IllegalArgumentException e) {
      ProtocolException wrong = wrong(line);
      wrong.initCause(e);
      throw wrong;
    }
  }

  private static InetAddress address(String text, String line) throws ProtocolException {
    Optional<InetAddress> address = HostNames.literal(text);
    return address.orElseThrow(() -> wrong(line));
  }

  private static ProtocolException wrong(String line) {
    return new ProtocolException("not a PROXY header: \"" + PeerText.abridged(line) + "\"");
  }

  // ---- version 2

  private ProxyHeader readBinary() throws IOException {
    ByteBuffer fixed = Tunnel.receive(stream, 4);
    int versionAndCommand = Byte.toUnsignedInt(fixed.get());
    int family = Byte.toUnsignedInt(fixed.get()) >> 4;
    ByteBuffer rest = Tunnel.receive(stream, Short.toUnsignedInt(fixed.getShort()));
    int command = versionAndCommand & 0xF;
    if (versionAndCommand >> 4 != VERSION_2 || command > PROXY) {
      throw new ProtocolException(
          "not a PROXY header of version 2: version and command are " + versionAndCommand);
    }
    return command == LOCAL ? ProxyHeader.UNKNOWN : addresses(family, rest);
  }

  /** What comes after the addresses has a length and a type, and is not needed. */
  private static ProxyHeader addresses(int family, ByteBuffer rest) throws IOException {
    if (family != INET && family != INET6) {
      return ProxyHeader.UNKNOWN; // UNIX sockets, and what the load balancer does not know.
    }
    int length = family == INET ? 4 : 16;
    if (rest.remaining() < 2 * (length + Short.BYTES)) {
      throw new ProtocolException(
          "a PROXY header of version 2 has only " + rest.remaining() + " bytes of addresses");
    }
    InetAddress source = address(rest, length);
    InetAddress destination = address(rest, length);
    return ProxyHeader.of(
        new InetSocketAddress(source, Short.toUnsignedInt(rest.getShort())),
        new InetSocketAddress(destination, Short.toUnsignedInt(rest.getShort())));
  }

  private static InetAddress address(ByteBuffer rest, int length) throws IOException {
    var bytes = new byte[length];
    rest.get(bytes);
    return InetAddress.getByAddress(bytes);
  }
}
