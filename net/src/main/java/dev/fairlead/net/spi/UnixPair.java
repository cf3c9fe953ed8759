package dev.fairlead.net.spi;

/** Two UNIX sockets that are connected to each other. */
public record UnixPair(UnixStreamTransport first, UnixStreamTransport second) {}
