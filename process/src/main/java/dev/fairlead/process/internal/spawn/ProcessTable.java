package dev.fairlead.process.internal.spawn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The processes of this machine, as {@code /proc} lists them. Linux only. */
final class ProcessTable {

  private static final Path PROC = Path.of("/proc");

  // Fields of /proc/<pid>/stat, counted behind the name.
  private static final int STATE = 0;
  private static final int PARENT = 1;
  private static final int GROUP = 2;

  private ProcessTable() {}

  /** The children of a process, their children, and so on. */
  static List<Long> descendants(long ancestor) {
    Set<Long> found = new LinkedHashSet<>();
    var open = new ArrayDeque<Long>(List.of(ancestor));
    while (!open.isEmpty()) {
      for (long child : children(open.remove())) {
        if (found.add(child)) {
          open.add(child);
        }
      }
    }
    return List.copyOf(found);
  }

  private static List<Long> children(long parent) {
    var children = new ArrayList<Long>();
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(PROC.resolve(parent + "/task"))) {
      for (Path thread : threads) {
        String listed = Files.readString(thread.resolve("children")).strip();
        if (!listed.isEmpty()) {
          Arrays.stream(listed.split(" ")).map(Long::valueOf).forEach(children::add);
        }
      }
    } catch (IOException e) {
      return children; // It has ended, or this kernel does not list children.
    }
    return children;
  }

  /** Whether the parents of a process lead to an ancestor. */
  static boolean isDescendant(long process, long ancestor) {
    long at = process;
    while (at > 1) {
      at = number(at, PARENT);
      if (at == ancestor) {
        return true;
      }
    }
    return false;
  }

  /** The group of a process; 0 if it has ended. */
  static long groupOf(long process) {
    return number(process, GROUP);
  }

  /** Whether a process is a zombie, or not there any more. */
  static boolean hasEnded(long process) {
    return stat(process).filter(fields -> !isOver(fields)).isEmpty();
  }

  /** Whether a process has ended and was not reaped. */
  static boolean isZombie(long process) {
    return stat(process).filter(ProcessTable::isOver).isPresent();
  }

  private static boolean isOver(String[] fields) {
    return "ZX".contains(fields[STATE]);
  }

  private static long number(long process, int field) {
    return stat(process).map(fields -> Long.valueOf(fields[field])).orElse(0L);
  }

  private static Optional<String[]> stat(long process) {
    try {
      byte[] bytes = Files.readAllBytes(PROC.resolve(process + "/stat"));
      String line = new String(bytes, StandardCharsets.ISO_8859_1); // The name can be anything.
      return Optional.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The processes of a group that have not ended. */
  static List<Long> livingInGroup(long group) {
    var members = new ArrayList<Long>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path each : all) {
        long process = Long.parseLong(each.getFileName().toString());
        if (stat(process).filter(fields -> livesIn(fields, group)).isPresent()) {
          members.add(process);
        }
      }
    } catch (IOException e) {
      return members;
    }
    return members;
  }

  private static boolean livesIn(String[] fields, long group) {
    return fields[GROUP].equals(Long.toString(group)) && !isOver(fields);
  }
}
