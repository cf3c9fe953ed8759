package dev.fairlead.net.spi;

import dev.fairlead.net.SocketSettings;
import dev.fairlead.net.UnixAddress;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * One listening UNIX socket.
 *
 * {@snippet file="DriverSnippets.java" region="unix"}
 *
 * @param local the address to bind
 * @param mode the permissions of its file, in force before anybody can connect; empty for what the
 *     system gives new files
 * @param unlinkOnClose whether its file goes with it
 * @param backlog how many connections may wait to be accepted
 * @param descriptors whether descriptors are to be sent and received with messages
 * @param settings set before it is bound
 */
public record UnixListenRequest(
    UnixAddress local,
    Optional<Set<PosixFilePermission>> mode,
    boolean unlinkOnClose,
    int backlog,
    boolean descriptors,
    SocketSettings settings) {}
