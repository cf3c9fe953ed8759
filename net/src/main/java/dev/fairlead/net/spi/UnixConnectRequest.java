package dev.fairlead.net.spi;

import dev.fairlead.net.SocketSettings;
import dev.fairlead.net.UnixAddress;

/**
 * One connection over a UNIX socket.
 *
 * {@snippet file="DriverSnippets.java" region="unix"}
 *
 * @param remote where to
 * @param descriptors whether descriptors are to be sent and received with messages
 * @param settings set before it is connected
 */
public record UnixConnectRequest(
    UnixAddress remote, boolean descriptors, SocketSettings settings) {}
