package dev.fairlead.net.spi;

import dev.fairlead.net.SocketSettings;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.util.Optional;

/**
 * One UDP socket.
 *
 * {@snippet file="DriverSnippets.java" region="datagrams"}
 *
 * @param local the address to bind; empty for a free port of all addresses
 * @param family the only family to use; empty for both
 * @param remote the only peer; empty if there may be many
 * @param settings set before the socket is bound
 */
public record UdpRequest(
    Optional<InetSocketAddress> local,
    Optional<ProtocolFamily> family,
    Optional<InetSocketAddress> remote,
    SocketSettings settings) {}
