package dev.fairlead.file.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The copy of one file, in pieces. It is made beside the target and takes its name at the end, so
 * that nobody ever sees half of it. On worker threads.
 */
public final class FileCopy implements Closeable {

  private static final long PIECE = 16 << 20;

  private final Path source;
  private final Path temporary;
  private final SeekableByteChannel from;
  private final SeekableByteChannel to;
  private long position;
  private boolean ended;

  private FileCopy(Path source, Path temporary, SeekableByteChannel from, SeekableByteChannel to) {
    this.source = source;
    this.temporary = temporary;
    this.from = from;
    this.to = to;
  }

  /** Begins to copy a file. */
  public static FileCopy begin(Path source, Path target) throws IOException {
    SeekableByteChannel from = Files.newByteChannel(source);
    try {
      Path temporary = TemporaryNames.beside(target);
      Set<StandardOpenOption> create =
          Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      FileAttribute<?>[] permissions = permissionsOf(source, temporary);
      SeekableByteChannel to =
          FileFailures.besides(target, () -> Files.newByteChannel(temporary, create, permissions));
      return new FileCopy(source, temporary, from, to);
    } catch (IOException | RuntimeException e) {
      from.close();
      throw e;
    }
  }

  /** The permissions a copy is made with; the mask of the process applies. */
  static FileAttribute<?>[] permissionsOf(Path source, Path target) throws IOException {
    if (!isPosix(source) || !isPosix(target)) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(Files.getPosixFilePermissions(source))
    };
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /**
   * Copies a piece, and gives the copy its name when that was the last one.
   *
   * @param metadata whether times, owner and exact permissions are copied too
   * @param replace whether what is at the target may be replaced
   */
  public void step(Path target, boolean metadata, boolean replace) throws IOException {
    long end = position + PIECE;
    long moved = 1;
    while (moved > 0 && position < end) {
      moved =
          from instanceof FileChannel in && to instanceof FileChannel out
              ? transfer(in, out)
              : throughMemory();
      position += moved;
    }
    if (moved == 0) {
      finish(target, metadata, replace);
      close();
    }
  }

  /** How many bytes were copied. */
  public long position() {
    return position;
  }

  /** Whether it is complete, or was given up, and there is nothing left to close. */
  public boolean hasEnded() {
    return ended;
  }

  private long transfer(FileChannel in, FileChannel out) throws IOException {
    long moved = in.transferTo(position, PIECE, out.position(position));
    return moved > 0 ? moved : throughMemory(); // Some files say 0 and have content.
  }

  private long throughMemory() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BlockingIo.PIECE);
    from.position(position);
    if (from.read(buffer) <= 0) {
      return 0;
    }
    buffer.flip();
    to.position(position);
    long size = buffer.remaining();
    while (buffer.hasRemaining()) {
      to.write(buffer);
    }
    return size;
  }

  private void finish(Path target, boolean metadata, boolean replace) throws IOException {
    to.close();
    if (metadata) {
      copyMetadata(source, temporary);
    }
    rename(temporary, target, replace);
  }

  /** Gives what is complete its name. */
  public static void rename(Path temporary, Path target, boolean replace) throws IOException {
    if (replace) {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.move(temporary, target);
    }
  }

  /** Copies times, permissions and, if the system lets us, the owner. */
  public static void copyMetadata(Path source, Path target, LinkOption... links)
      throws IOException {
    if (isPosix(source) && isPosix(target)) {
      PosixFileAttributes from = Files.readAttributes(source, PosixFileAttributes.class, links);
      var to = Files.getFileAttributeView(target, PosixFileAttributeView.class, links);
      copyOwner(from, to);
      if (!from.isSymbolicLink()) {
        to.setPermissions(from.permissions());
      }
    }
    BasicFileAttributes from = Files.readAttributes(source, BasicFileAttributes.class, links);
    if (!from.isSymbolicLink()) {
      Files.getFileAttributeView(target, BasicFileAttributeView.class, links)
          .setTimes(from.lastModifiedTime(), from.lastAccessTime(), null);
    }
  }

  private static void copyOwner(PosixFileAttributes from, PosixFileAttributeView to)
      throws IOException {
    PosixFileAttributes now = to.readAttributes();
    try {
      if (!now.group().equals(from.group())) {
        to.setGroup(from.group());
      }
      if (!now.owner().equals(from.owner())) {
        to.setOwner(from.owner());
      }
    } catch (java.nio.file.FileSystemException e) {
      // Only the superuser may give files away; the copy then belongs to who made it.
    }
  }

  /** Closes both files, and deletes what has not got its name. */
  @Override
  public void close() throws IOException {
    ended = true;
    try (from;
        to) {
      Files.deleteIfExists(temporary);
    }
  }
}
