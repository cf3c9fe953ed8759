package dev.fairlead.examples;

/** A place to connect to, as a user writes it: {@code localhost:80} or {@code [::1]:80}. */
record HostAndPort(String host, int port) {

  static HostAndPort parse(String text) throws UsageException {
    int colon = text.lastIndexOf(':');
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      String host = text.substring(0, Math.max(colon, 0));
      if (!host.isEmpty() && port > 0 && port <= 65_535) {
        return new HostAndPort(withoutBrackets(host), port);
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new UsageException("not HOST:PORT with a port from 1 to 65535: " + text);
  }

  /** A port to listen on; 0 takes a free one. */
  static int portToListen(String text, String place) throws UsageException {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new UsageException("no port from 0 to 65535: " + place);
  }

  static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
