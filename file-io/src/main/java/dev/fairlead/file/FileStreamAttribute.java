package dev.fairlead.file;

import dev.fairlead.attribute.Attribute;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * What files and streams over files say about themselves.
 *
 * {@snippet file="FileStreamSnippets.java" region="attribute"}
 */
public final class FileStreamAttribute {

  /** The file. */
  public static final Attribute<AsyncFile> FILE = Attribute.of("file", AsyncFile.class);

  /** The path it was opened by. Not for files that were wrapped or have no name. */
  public static final Attribute<Path> PATH = Attribute.of("file path", Path.class);

  /** The channel below. Whoever uses it works past this library; an interrupt closes it. */
  public static final Attribute<FileChannel> CHANNEL =
      Attribute.of("file channel", FileChannel.class);

  private FileStreamAttribute() {}
}
