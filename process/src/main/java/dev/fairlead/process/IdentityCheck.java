package dev.fairlead.process;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.List;

/**
 * Finds out why a program cannot run as another user or group, before anything is started: later it
 * would be the launcher that says so, as if it was the program that has failed.
 */
final class IdentityCheck {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int CAP_SETGID = 6;

  private IdentityCheck() {}

  /** May wait for a directory service. */
  static void ensurePossible(Command command) throws IOException {
    Command.Identity identity = command.identity();
    UserPrincipalLookupService known = FileSystems.getDefault().getUserPrincipalLookupService();
    if (identity.user().isPresent()) {
      ensureKnown("user", identity.user().get(), known::lookupPrincipalByName, command);
    }
    if (identity.group().isPresent()) {
      ensureKnown("group", identity.group().get(), known::lookupPrincipalByGroupName, command);
    }
    for (String group : identity.extraGroups().orElse(List.of())) {
      ensureKnown("group", group, known::lookupPrincipalByGroupName, command);
    }
    ensureRight(command);
  }

  /** Looks for a name, or for a number, which need not be that of anybody. */
  @FunctionalInterface
  private interface Lookup {
    Object find(String name) throws IOException;
  }

  private static void ensureKnown(String kind, String name, Lookup lookup, Command command)
      throws IOException {
    try {
      Object _ = lookup.find(name);
    } catch (UserPrincipalNotFoundException e) {
      throw new IOException(
          "this system knows no "
              + kind
              + " \""
              + name
              + "\"; give one that it knows, or a number, to run: "
              + command,
          e);
    }
  }

  private static void ensureRight(Command command) throws IOException {
    if (Files.isReadable(STATUS) && !grantsSetgroups(Files.readAllLines(STATUS))) {
      throw new IOException(
          "this program has no right to run others as another user or group; it takes root, or"
              + " CAP_SETUID and CAP_SETGID as ambient capabilities, to run: "
              + command);
    }
  }

  /**
   * Whether a program that is started has the right to change its groups, which each change of an
   * identity takes: what root has depends on the bounding set, what others have on the ambient set.
   */
  static boolean grantsSetgroups(List<String> status) {
    boolean root = valueOf("Uid:", status).split("\\s+", 3)[1].equals("0");
    long rights = Long.parseUnsignedLong(valueOf(root ? "CapBnd:" : "CapAmb:", status), 16);
    return (rights >> CAP_SETGID & 1) == 1;
  }

  private static String valueOf(String name, List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip())
        .findFirst()
        .orElseThrow(() -> new AssertionError("the kernel tells no " + name + ": " + status));
  }
}
