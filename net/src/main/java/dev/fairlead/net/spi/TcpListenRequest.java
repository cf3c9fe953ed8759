package dev.fairlead.net.spi;

import dev.fairlead.net.SocketSettings;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.util.Optional;

/**
 * One listening socket.
 *
 * {@snippet file="DriverSnippets.java" region="streams"}
 *
 * @param local the address to bind; port 0 for a free one
 * @param family the only family to take; empty for both where the address is the wildcard
 * @param backlog how many connections may wait to be accepted
 * @param settings set before the socket is bound
 * @param accepted set on every accepted connection
 */
public record TcpListenRequest(
    InetSocketAddress local,
    Optional<ProtocolFamily> family,
    int backlog,
    SocketSettings settings,
    SocketSettings accepted) {}
