package dev.fairlead.examples;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * A URL taken apart.
 *
 * @param url as the user wrote it
 * @param secure whether TLS protects the exchange
 * @param host to connect to, an IPv6 address without its brackets
 * @param port to connect to
 * @param path what to ask for, with the query
 */
record HttpTarget(String url, boolean secure, String host, int port, String path) {

  static HttpTarget parse(String text) throws UsageException {
    URI uri = uri(text);
    boolean secure = "https".equalsIgnoreCase(uri.getScheme());
    if (!secure && !"http".equalsIgnoreCase(uri.getScheme())) {
      throw new UsageException("a URL starts with http:// or https://: " + text);
    }
    if (uri.getHost() == null) {
      throw new UsageException("this URL names no host: " + text);
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : defaultPort(secure);
    if (port < 1 || port > 65_535) {
      throw new UsageException("a port is a number from 1 to 65535: " + text);
    }
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new HttpTarget(text, secure, withoutBrackets(uri.getHost()), port, path + query);
  }

  private static URI uri(String text) throws UsageException {
    try {
      return new URI(new URI(text).toASCIIString()); // A request has no letters but these.
    } catch (URISyntaxException e) {
      throw new UsageException("not a URL: " + e.getMessage());
    }
  }

  private static int defaultPort(boolean secure) {
    return secure ? 443 : 80;
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** The value of the Host header: the port only where it is not the usual one. */
  String hostHeader() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return port == defaultPort(secure) ? name : name + ":" + port;
  }
}
