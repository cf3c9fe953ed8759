package dev.fairlead.net.internal.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.net.ProxyCredentials;
import dev.fairlead.stream.ByteStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks an HTTP proxy for a tunnel (RFC 9110, section 9.3.6). */
public record HttpConnect(Target target, Optional<ProxyCredentials> credentials)
    implements Tunnel.Request {

  private static final int LONGEST_ANSWER = 65_536;
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.\\d (\\d{3})( .*)?");
  private static final int NO_CREDENTIALS = 407;

  /**
   * Checks the user.
   *
   * @throws IllegalArgumentException if the user has a colon, which ends the name in HTTP
   */
  public HttpConnect {
    credentials
        .filter(c -> c.user().indexOf(':') >= 0)
        .ifPresent(c -> {
          throw new IllegalArgumentException("in HTTP a user has no colon: " + c.user());
        });
  }

  @Override
  public void send(ByteStream proxy) throws IOException {
    proxy.send(request().getBytes(ISO_8859_1));
    String statusLine;
    do {
      statusLine = receiveHead(proxy).lines().findFirst().orElse("");
    } while (statusOf(statusLine) < 200); // Interim answers.
    if (statusOf(statusLine) >= 300) {
      throw new ProtocolException(refusal(statusLine));
    }
  }

  private String request() {
    return String.join(
        "\r\n",
        "CONNECT " + target + " HTTP/1.1",
        "Host: " + target,
        credentials.map(HttpConnect::authorization).orElse("") + "\r\n");
  }

  private static String authorization(ProxyCredentials credentials) {
    byte[] pair = (credentials.user() + ":" + credentials.password()).getBytes(UTF_8);
    return "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(pair) + "\r\n";
  }

  /** Byte by byte: the target may speak first, and what it says is not ours. */
  private static String receiveHead(ByteStream proxy) throws IOException {
    var head = new StringBuilder();
    while (!endsWithEmptyLine(head)) {
      if (head.length() == LONGEST_ANSWER) {
        throw new ProtocolException("the head of its answer has no end");
      }
      head.append((char) Byte.toUnsignedInt(Tunnel.receive(proxy, 1).get()));
    }
    return head.toString();
  }

  private static boolean endsWithEmptyLine(StringBuilder head) {
    int end = head.length();
    return end >= 4 && head.substring(end - 4).equals("\r\n\r\n");
  }

  private static int statusOf(String statusLine) throws ProtocolException {
    Matcher matcher = STATUS_LINE.matcher(statusLine);
    if (!matcher.matches()) {
      throw new ProtocolException(
          "it does not speak HTTP: its answer starts with " + PeerText.abridged(statusLine));
    }
    return Integer.parseInt(matcher.group(1));
  }

  private String refusal(String statusLine) throws ProtocolException {
    return statusOf(statusLine) == NO_CREDENTIALS && credentials.isEmpty()
        ? "it wants credentials, and there are none; see withCredentials()"
        : "it answers " + PeerText.abridged(statusLine);
  }
}
