package dev.fairlead.file;

import dev.fairlead.file.internal.FileCalls;
import dev.fairlead.sync.CapacityLimiter;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * How a file is opened and used.
 *
 * {@snippet file="AsyncFileSnippets.java" region="options"}
 */
public sealed interface FileOptions permits FileSettings {

  /**
   * Tokens of {@link #defaultLimiter}, started calls are waited for, UTF-8, lines ended by LF, CR
   * or CR LF.
   */
  static FileOptions defaults() {
    return FileSettings.DEFAULTS;
  }

  /**
   * The limiter of this runtime, of which calls to files take a token that are given no other one:
   * 40 tokens, apart from those of {@link dev.fairlead.thread.ToThread}.
   */
  static CapacityLimiter defaultLimiter() {
    return FileCalls.defaultLimiter();
  }

  /** Who hands out the tokens; empty for {@link #defaultLimiter}. */
  Optional<CapacityLimiter> limiter();

  /** Whether a cancelled task goes on without a call that can be left behind. */
  boolean abandon();

  /** The permissions of a file that is created, before the mask of the process; empty for 666. */
  Optional<Set<PosixFilePermission>> permissions();

  /** The encoding of text. */
  Charset charset();

  /** What happens to malformed text, and to characters the encoding does not have. */
  CodingErrorAction malformed();

  /** What ends a line, and what is written for one. */
  Newline newline();

  /** The most bytes a line may have, its end included. */
  int maxLineBytes();

  /** Lets another limiter hand out the tokens, for opening and for everything later. */
  FileOptions withLimiter(CapacityLimiter limiter);

  /**
   * Lets a cancelled task go on at once instead of waiting for the end of a call that changes
   * nothing and takes nothing: opening, reading at an offset into a new array, reading a whole
   * file, asking for sizes and attributes. The call ends in the background and keeps its token
   * until then; a file it opens is closed. Everything else is waited for all the same.
   */
  FileOptions withAbandon();

  /** Sets the permissions of a file that is created. The mask of the process applies. */
  FileOptions withPermissions(Set<PosixFilePermission> permissions);

  /** Sets the encoding of text. UTF-16 and UTF-32 look for a byte order mark. */
  FileOptions withCharset(Charset charset);

  /** Sets what happens to malformed text: an error, a replacement character, or nothing. */
  FileOptions withMalformed(CodingErrorAction malformed);

  /** Sets what ends a line, and what is written for one. */
  FileOptions withNewline(Newline newline);

  /**
   * Sets the most bytes a line may have, its end included: 16 MiB unless set.
   *
   * @throws IllegalArgumentException if less than 8
   */
  FileOptions withMaxLineBytes(int maxLineBytes);
}
