package dev.fairlead.file;

import java.nio.file.FileSystem;

/**
 * Whether a pattern tells large letters from small ones.
 *
 * {@snippet file="AsyncPathSnippets.java" region="glob"}
 */
public enum CaseSensitivity {
  /** As the platform does: not on Windows. */
  PLATFORM,
  /** It does. */
  SENSITIVE,
  /** It does not. */
  INSENSITIVE;

  boolean ignoresCase(FileSystem system) {
    return switch (this) {
      case PLATFORM -> system.getSeparator().equals("\\");
      case SENSITIVE -> false;
      case INSENSITIVE -> true;
    };
  }
}
