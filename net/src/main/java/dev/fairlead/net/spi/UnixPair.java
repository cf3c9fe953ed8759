package dev.fairlead.net.spi;

/**
 * Two UNIX sockets that are connected to each other.
 *
 * {@snippet file="DriverSnippets.java" region="unix"}
 */
public record UnixPair(UnixStreamTransport first, UnixStreamTransport second) {}
