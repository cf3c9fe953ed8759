package dev.fairlead.net.internal.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.net.ProxyCredentials;
import dev.fairlead.stream.ByteStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Asks a SOCKS proxy of version 5 to connect (RFC 1928; with a password, RFC 1929). */
public record Socks5(Target target, Optional<ProxyCredentials> credentials)
    implements Tunnel.Request {

  private static final byte VERSION = 5;
  private static final byte CONNECT = 1;
  private static final int LONGEST = 255; // of what has its length in a byte before it

  private static final byte NO_AUTHENTICATION = 0;
  private static final byte BY_PASSWORD = 2;
  private static final byte PASSWORD_VERSION = 1;

  private static final byte IPV4 = 1;
  private static final byte NAME = 3;
  private static final byte IPV6 = 4;

  // RFC 1928, section 6, from 1.
  private static final List<String> REFUSALS =
      List.of(
          "it has failed",
          "its rules do not allow it",
          "the network is unreachable",
          "the host is unreachable",
          "the connection was refused",
          "the connection took too long",
          "it cannot connect for others",
          "it does not know this kind of address");

  /**
   * Checks the lengths.
   *
   * @throws IllegalArgumentException if the host, the user or the password is too long for SOCKS
   */
  public Socks5 {
    checkLength("host", target.host());
    credentials.ifPresent(c -> checkLength("user", c.user()));
    credentials.ifPresent(c -> checkLength("password", c.password()));
  }

  private static void checkLength(String what, String text) {
    int length = text.getBytes(UTF_8).length;
    if (length == 0 || length > LONGEST) {
      throw new IllegalArgumentException(
          "SOCKS has room for a " + what + " of 1 to " + LONGEST + " bytes: " + length);
    }
  }

  @Override
  public void send(ByteStream proxy) throws IOException {
    authenticate(proxy);
    proxy.send(connectRequest());
    receiveAnswer(proxy);
  }

  private void authenticate(ByteStream proxy) throws IOException {
    proxy.send(
        credentials.isPresent()
            ? new byte[] {VERSION, 2, NO_AUTHENTICATION, BY_PASSWORD}
            : new byte[] {VERSION, 1, NO_AUTHENTICATION});
    ByteBuffer choice = Tunnel.receive(proxy, 2);
    checkVersion(choice.get());
    byte method = choice.get();
    if (method == BY_PASSWORD && credentials.isPresent()) {
      sendPassword(proxy, credentials.get());
    } else if (method != NO_AUTHENTICATION) {
      throw new ProtocolException(
          credentials.isPresent()
              ? "it accepts neither a password nor none"
              : "it wants credentials, and there are none; see withCredentials()");
    }
  }

  private static void sendPassword(ByteStream proxy, ProxyCredentials credentials)
      throws IOException {
    ByteBuffer request = ByteBuffer.allocate(3 + 2 * LONGEST).put(PASSWORD_VERSION);
    putText(request, credentials.user());
    putText(request, credentials.password());
    proxy.send(request.flip());
    ByteBuffer answer = Tunnel.receive(proxy, 2);
    if (answer.get(1) != 0) {
      throw new ProtocolException("it does not accept the user " + credentials.user());
    }
  }

  private static void putText(ByteBuffer request, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    request.put((byte) bytes.length).put(bytes);
  }

  private ByteBuffer connectRequest() {
    ByteBuffer request = ByteBuffer.allocate(7 + LONGEST).put(VERSION).put(CONNECT).put((byte) 0);
    Optional<InetAddress> address = target.address();
    if (address.isPresent()) {
      byte[] bytes = address.get().getAddress();
      request.put(bytes.length == 4 ? IPV4 : IPV6).put(bytes);
    } else {
      putText(request.put(NAME), target.host());
    }
    return request.putShort((short) target.port()).flip();
  }

  private static void receiveAnswer(ByteStream proxy) throws IOException {
    ByteBuffer answer = Tunnel.receive(proxy, 4);
    checkVersion(answer.get());
    int code = Byte.toUnsignedInt(answer.get());
    if (code != 0) {
      throw new ProtocolException(
          code <= REFUSALS.size() ? REFUSALS.get(code - 1) : "it gives the reason " + code);
    }
    ByteBuffer _ = Tunnel.receive(proxy, lengthOfAddress(proxy, answer.get(3)) + Short.BYTES);
  }

  /** The address the proxy has connected from, which nobody needs. */
  private static int lengthOfAddress(ByteStream proxy, byte type) throws IOException {
    return switch (type) {
      case IPV4 -> 4;
      case IPV6 -> 16;
      case NAME -> Byte.toUnsignedInt(Tunnel.receive(proxy, 1).get());
      default -> throw new ProtocolException("it answers with an address of unknown type " + type);
    };
  }

  private static void checkVersion(byte version) throws ProtocolException {
    if (version != VERSION) {
      throw new ProtocolException(
          "it does not speak SOCKS 5: its answer starts with " + Byte.toUnsignedInt(version));
    }
  }
}
