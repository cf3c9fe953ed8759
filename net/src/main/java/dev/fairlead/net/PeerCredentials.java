package dev.fairlead.net;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Who is on the other side of a UNIX socket, as far as the system and the kind of socket tell.
 *
 * {@snippet file="UnixSnippets.java" region="credentials"}
 *
 * @param user the name of its user
 * @param group the name of its group
 * @param pid the number of its process
 * @param uid the number of its user
 * @param gid the number of its group
 */
public record PeerCredentials(
    Optional<String> user,
    Optional<String> group,
    OptionalInt pid,
    OptionalLong uid,
    OptionalLong gid) {}
