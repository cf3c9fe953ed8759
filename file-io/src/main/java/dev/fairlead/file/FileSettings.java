package dev.fairlead.file;

import dev.fairlead.file.internal.FileCalls;
import dev.fairlead.file.internal.TextCodec;
import dev.fairlead.sync.CapacityLimiter;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

record FileSettings(FileCalls calls, Optional<Set<PosixFilePermission>> permissions, Text text)
    implements FileOptions {

  /** What concerns text. */
  record Text(Charset charset, CodingErrorAction malformed, Newline newline, int maxLineBytes) {

    static final Text DEFAULTS =
        new Text(StandardCharsets.UTF_8, CodingErrorAction.REPORT, Newline.AS_IS, 16 << 20);

    Text {
      if (maxLineBytes < 8) {
        throw new IllegalArgumentException("maxLineBytes must be at least 8: " + maxLineBytes);
      }
    }
  }

  static final FileSettings DEFAULTS =
      new FileSettings(FileCalls.DEFAULTS, Optional.empty(), Text.DEFAULTS);

  static FileSettings with(FileCalls calls) {
    return new FileSettings(calls, Optional.empty(), Text.DEFAULTS);
  }

  TextCodec codec() {
    return new TextCodec(text.charset, text.malformed, text.newline);
  }

  @Override
  public Optional<CapacityLimiter> limiter() {
    return calls.limiter();
  }

  @Override
  public boolean abandon() {
    return calls.abandoning();
  }

  @Override
  public Charset charset() {
    return text.charset;
  }

  @Override
  public CodingErrorAction malformed() {
    return text.malformed;
  }

  @Override
  public Newline newline() {
    return text.newline;
  }

  @Override
  public int maxLineBytes() {
    return text.maxLineBytes;
  }

  @Override
  public FileOptions withLimiter(CapacityLimiter limiter) {
    return new FileSettings(calls.withLimiter(limiter), permissions, text);
  }

  @Override
  public FileOptions withAbandon() {
    return new FileSettings(calls.withAbandon(), permissions, text);
  }

  @Override
  public FileOptions withPermissions(Set<PosixFilePermission> changed) {
    return new FileSettings(calls, Optional.of(Set.copyOf(changed)), text);
  }

  @Override
  public FileOptions withCharset(Charset charset) {
    return with(new Text(charset, text.malformed, text.newline, text.maxLineBytes));
  }

  @Override
  public FileOptions withMalformed(CodingErrorAction malformed) {
    return with(new Text(text.charset, malformed, text.newline, text.maxLineBytes));
  }

  @Override
  public FileOptions withNewline(Newline newline) {
    return with(new Text(text.charset, text.malformed, newline, text.maxLineBytes));
  }

  @Override
  public FileOptions withMaxLineBytes(int maxLineBytes) {
    return with(new Text(text.charset, text.malformed, text.newline, maxLineBytes));
  }

  private FileSettings with(Text changed) {
    return new FileSettings(calls, permissions, changed);
  }
}
