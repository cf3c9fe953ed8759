package dev.fairlead.process.internal.spawn;

import dev.fairlead.process.ProcessGroup;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * A process to start.
 *
 * @param arguments the program and its arguments
 * @param environment the whole environment
 * @param wirings by descriptor; 0, 1 and 2 are among them
 * @param what what to call it in messages
 */
public record SpawnRequest(
    List<String> arguments,
    Map<String, String> environment,
    Optional<Path> directory,
    ProcessGroup group,
    NavigableMap<Integer, Wiring> wirings,
    String what) {}
