package dev.fairlead.net;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;

/** Checks of arguments that several options share. */
final class Checks {

  private static final int MAX_PORT = 65_535;

  private Checks() {}

  /** Permissions in text. */
  static Set<PosixFilePermission> mode(String permissions) {
    try {
      return PosixFilePermissions.fromString(permissions);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "permissions are written as in \"rw-rw----\", not so: \"" + permissions + "\"", e);
    }
  }

  static void notNegative(Duration duration, String what) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(what + " must not be negative: " + duration);
    }
  }

  static void port(int port) {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "a port is a number from 0, for any, to " + MAX_PORT + ": " + port);
    }
  }

  static void remotePort(int port) {
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "a port to connect to is a number from 1 to " + MAX_PORT + ": " + port);
    }
  }
}
