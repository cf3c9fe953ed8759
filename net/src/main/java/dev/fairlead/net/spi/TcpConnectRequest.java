package dev.fairlead.net.spi;

import dev.fairlead.net.SocketSettings;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * One attempt to connect.
 *
 * {@snippet file="DriverSnippets.java" region="streams"}
 *
 * @param remote where to; resolved
 * @param local where from; empty for what the system chooses
 * @param settings set before anything else
 */
public record TcpConnectRequest(
    InetSocketAddress remote, Optional<InetSocketAddress> local, SocketSettings settings) {}
