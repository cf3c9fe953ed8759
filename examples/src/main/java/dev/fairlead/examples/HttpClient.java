package dev.fairlead.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fairlead.net.Net;
import dev.fairlead.net.SocketStream;
import dev.fairlead.stream.BufferedByteStream;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.tls.TlsClientContext;
import dev.fairlead.tls.TlsStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of HTTP/1.1 as it takes to ask whether a server is well: one exchange, then goodbye. */
final class HttpClient {

  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: (.*))?");
  private static final int MAX_LINE_BYTES = 16_384;
  private static final int MAX_HEADERS = 200;

  private final TlsClientContext tls;
  private final String method;

  /** Asks by a method, {@code HEAD} or {@code GET}. */
  HttpClient(TlsClientContext tls, String method) {
    this.tls = tls;
    this.method = method;
  }

  /** Connects, asks, reads the answer to its end, and hangs up. */
  HttpAnswer ask(HttpTarget target) throws IOException {
    try (SocketStream socket = Net.connectTcp(target.host(), target.port())) {
      if (!target.secure()) {
        return exchange(target, socket);
      }
      try (TlsStream secured = TlsStream.wrapClient(socket, target.host(), tls)) {
        return exchange(target, secured);
      }
    }
  }

  /** The same over a connection that exists. */
  HttpAnswer exchange(HttpTarget target, ByteStream connection) throws IOException {
    String request =
        String.join(
            "\r\n",
            method + " " + target.path() + " HTTP/1.1",
            "Host: " + target.hostHeader(),
            "User-Agent: fairlead-health",
            "Accept: */*",
            "Connection: close",
            "\r\n");
    connection.send(request.getBytes(US_ASCII));
    return receiveAnswer(new BufferedByteStream(connection));
  }

  private HttpAnswer receiveAnswer(BufferedByteStream in) throws IOException {
    Matcher status = receiveStatus(in);
    Map<String, String> headers = receiveHeaders(in);
    while (status.group(1).startsWith("1")) { // "100 Continue" and the like come before the answer
      status = receiveStatus(in);
      headers = receiveHeaders(in);
    }
    int code = Integer.parseInt(status.group(1));
    String reason = status.group(2) == null ? "" : status.group(2);
    boolean hasBody = !method.equals("HEAD") && code != 204 && code != 304;
    return new HttpAnswer(code, reason, hasBody ? receiveBody(in, headers) : 0);
  }

  private static String receiveLine(BufferedByteStream in) throws IOException {
    return in.receiveLine(o -> o.withMaxBytes(MAX_LINE_BYTES).withCharset(ISO_8859_1));
  }

  private static Matcher receiveStatus(BufferedByteStream in) throws IOException {
    String line = receiveLine(in);
    Matcher status = STATUS_LINE.matcher(line);
    if (!status.matches()) {
      throw new ProtocolException("not an HTTP/1 answer: " + abridged(line));
    }
    return status;
  }

  private static Map<String, String> receiveHeaders(BufferedByteStream in) throws IOException {
    var headers = new HashMap<String, String>();
    for (int count = 0; count <= MAX_HEADERS; count++) {
      String line = receiveLine(in);
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new ProtocolException("not a header: " + abridged(line));
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    throw new ProtocolException("more than " + MAX_HEADERS + " headers");
  }

  /** RFC 9112, section 6.3: chunked beats a length, and without either the end is the end. */
  private static long receiveBody(BufferedByteStream in, Map<String, String> headers)
      throws IOException {
    String encoding = headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT);
    if (encoding.endsWith("chunked")) {
      return receiveChunks(in);
    }
    String length = headers.get("content-length");
    if (length != null) {
      return skip(in, number(length, 10));
    }
    return skip(in, Long.MAX_VALUE);
  }

  private static long receiveChunks(BufferedByteStream in) throws IOException {
    long total = 0;
    while (true) {
      long size = number(receiveLine(in).split(";", 2)[0].strip(), 16);
      if (size == 0) {
        receiveHeaders(in); // the trailers, most often none
        return total;
      }
      total += skip(in, size);
      receiveLine(in);
    }
  }

  /** Reads so many bytes and forgets them. */
  private static long skip(BufferedByteStream in, long count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(MAX_LINE_BYTES);
    long left = count;
    while (left > 0) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), left));
      int received = in.receive(buffer);
      if (received < 0 && count != Long.MAX_VALUE) {
        throw new ProtocolException("the body ended " + left + " bytes early");
      }
      if (received < 0) {
        break;
      }
      left -= received;
    }
    return count - left;
  }

  private static long number(String text, int radix) throws ProtocolException {
    try {
      long number = Long.parseLong(text, radix);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new ProtocolException("not a length: " + abridged(text));
  }

  /** Strangers choose these words: they are neither trusted to be short nor to be harmless. */
  private static String abridged(String line) {
    String safe = line.replaceAll("\\p{Cntrl}", "?");
    return '"' + (safe.length() > 60 ? safe.substring(0, 60) + "..." : safe) + '"';
  }
}
