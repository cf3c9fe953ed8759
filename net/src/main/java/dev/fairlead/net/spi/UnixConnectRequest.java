package dev.fairlead.net.spi;

import dev.fairlead.net.SocketSettings;
import dev.fairlead.net.UnixAddress;

/**
 * One connection over a UNIX socket.
 *
 * @param remote where to
 * @param settings set before it is connected
 */
public record UnixConnectRequest(UnixAddress remote, SocketSettings settings) {}
