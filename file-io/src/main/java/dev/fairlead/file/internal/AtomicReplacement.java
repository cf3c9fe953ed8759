package dev.fairlead.file.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/**
 * New content for a file, which takes the place of the old one in one step. It is written beside
 * it, brought to the device, renamed, and then the directory is brought to the device: after a
 * crash there is the old content or the new one. On worker threads.
 */
public final class AtomicReplacement implements Closeable {

  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);

  private final Path target;
  private final Path temporary;
  private final SeekableByteChannel channel;

  private AtomicReplacement(Path target, Path temporary, SeekableByteChannel channel) {
    this.target = target;
    this.temporary = temporary;
    this.channel = channel;
  }

  /** Begins. A link stays, and what it leads to is replaced; permissions stay too. */
  public static AtomicReplacement begin(Path path, FileAttribute<?>... ifNew) throws IOException {
    Path target = Files.isSymbolicLink(path) ? RealPaths.lenient(path) : path;
    boolean exists = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
    if (exists && !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(
          target.toString(), null, "only the content of a file can be replaced");
    }
    Path temporary = TemporaryNames.beside(target);
    FileAttribute<?>[] permissions = exists ? FileCopy.permissionsOf(target, temporary) : ifNew;
    SeekableByteChannel channel =
        FileFailures.besides(target, () -> Files.newByteChannel(temporary, NEW, permissions));
    var replacement = new AtomicReplacement(target, temporary, channel);
    if (exists) {
      replacement.takeExactPermissions();
    }
    return replacement;
  }

  /** What the mask of the process took away when the file was created is given back. */
  private void takeExactPermissions() throws IOException {
    try {
      if (Files.getFileStore(target).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(target));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** What the new content is written to. */
  public SeekableByteChannel channel() {
    return channel;
  }

  /** Where the new content is written. */
  public Path temporary() {
    return temporary;
  }

  /** Puts the new content in the place of the old. */
  public void commit() throws IOException {
    if (channel instanceof FileChannel file) {
      force(file);
    }
    channel.close();
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    syncDirectory(PathNames.parent(target.toAbsolutePath()));
  }

  /** Brings the new content to the device, also where the body has closed the file. */
  private void force(FileChannel file) throws IOException {
    if (file.isOpen()) {
      file.force(true);
    } else {
      try (FileChannel again = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        again.force(true);
      }
    }
  }

  /** Windows cannot open directories, and brings renames to the device by itself. */
  private static void syncDirectory(Path directory) throws IOException {
    if (directory.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      try (FileChannel channel = FileChannel.open(directory)) {
        channel.force(true);
      }
    }
  }

  /** Deletes what was not put in place. */
  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(temporary);
    }
  }
}
