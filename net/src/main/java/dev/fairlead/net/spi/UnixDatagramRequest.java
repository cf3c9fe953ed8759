package dev.fairlead.net.spi;

import dev.fairlead.net.SocketSettings;
import dev.fairlead.net.UnixAddress;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * One UNIX socket for datagrams.
 *
 * {@snippet file="DriverSnippets.java" region="unix-datagrams"}
 *
 * @param local the address to bind; empty for none
 * @param mode the permissions of its file, of which it never has more; empty for what the system
 *     gives new files
 * @param remote the only peer; empty if there may be many
 * @param settings set before it is bound
 */
public record UnixDatagramRequest(
    Optional<UnixAddress> local,
    Optional<Set<PosixFilePermission>> mode,
    Optional<UnixAddress> remote,
    SocketSettings settings) {}
