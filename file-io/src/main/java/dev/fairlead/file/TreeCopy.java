package dev.fairlead.file;

import dev.fairlead.file.internal.FileCalls;
import dev.fairlead.file.internal.FileCopy;
import dev.fairlead.file.internal.FileFailures;
import dev.fairlead.file.internal.RealPaths;
import dev.fairlead.file.internal.StatusReader;
import dev.fairlead.file.internal.TemporaryNames;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** One copy of a file or a tree. Every step is a call of its own; between them it can end. */
final class TreeCopy {

  private static final LinkOption[] FOLLOW = {};
  private static final LinkOption[] NO_FOLLOW = {LinkOption.NOFOLLOW_LINKS};

  /** A directory whose content is to be copied, with the keys of those on the way. */
  private record Directory(AsyncPath source, AsyncPath target, List<Object> keys) {}

  private final FileCalls calls;
  private final CopyOptions options;
  private final LinkOption[] links;

  // The task that copies only.
  private final Deque<Directory> directories = new ArrayDeque<>();
  private final List<Directory> finished = new ArrayList<>();
  private long files;
  private long bytes;

  TreeCopy(FileCalls calls, CopyOptions options) {
    this.calls = calls;
    this.options = options;
    this.links = options.followLinks() ? FOLLOW : NO_FOLLOW;
  }

  void copy(AsyncPath source, AsyncPath target) throws IOException {
    FileStatus status = calls.call(() -> StatusReader.read(source.asPath(), links));
    if (status.isDirectory()) {
      refuseIntoItself(source, target);
    }
    copyOne(source, target, status, List.of());
    while (!directories.isEmpty()) {
      copyContent(directories.pop());
    }
    if (options.metadata()) {
      copyMetadataOfDirectories();
    }
  }

  private void refuseIntoItself(AsyncPath source, AsyncPath target) throws IOException {
    boolean into =
        calls.call(() -> {
          Path real = source.asPath().toRealPath();
          Path parent = RealPaths.lenient(target.asPath());
          return parent.startsWith(real);
        });
    if (into) {
      throw new FileSystemException(
          source.toString(), target.toString(), "a directory cannot be copied into itself");
    }
  }

  private void copyContent(Directory directory) throws IOException {
    try (PathStream entries = directory.source.list()) {
      for (var batch = entries.batchOrNone(); !batch.isEmpty(); batch = entries.batchOrNone()) {
        for (PathEntry entry : batch) {
          AsyncPath target = directory.target.resolve(entry.path().asPath().getFileName());
          copyOne(entry.path(), target, statusOf(entry), directory.keys);
        }
      }
    }
    finished.add(directory);
  }

  private FileStatus statusOf(PathEntry entry) throws IOException {
    Optional<FileStatus> known = entry.status();
    boolean isEnough = known.isPresent() && (!entry.isSymbolicLink() || !options.followLinks());
    return isEnough
        ? known.get()
        : calls.call(() -> StatusReader.read(entry.path().asPath(), links));
  }

  private void copyOne(AsyncPath source, AsyncPath target, FileStatus status, List<Object> keys)
      throws IOException {
    switch (status.type()) {
      case REGULAR -> copyFile(source, target);
      case DIRECTORY -> makeDirectory(source, target, status, keys);
      case SYMBOLIC_LINK -> copyLink(source, target);
      case FIFO, SOCKET, BLOCK_DEVICE, CHARACTER_DEVICE, OTHER ->
          throw new FileSystemException(
              source.toString(), target.toString(), "cannot be copied: it is a " + status.type());
    }
  }

  private void makeDirectory(
      AsyncPath source, AsyncPath target, FileStatus status, List<Object> keys) throws IOException {
    var deeper = new ArrayList<>(keys);
    if (status.key().filter(keys::contains).isPresent()) {
      throw new FileSystemLoopException(source.toString());
    }
    status.key().ifPresent(deeper::add);
    calls.run(() -> {
      if (!options.merge() || !Files.isDirectory(target.asPath())) {
        Files.createDirectory(target.asPath());
      }
    });
    directories.push(new Directory(source, target, deeper));
  }

  private void copyLink(AsyncPath source, AsyncPath target) throws IOException {
    calls.run(() -> {
      checkTarget(source.asPath(), target.asPath());
      copyLink(source.asPath(), target.asPath());
    });
    completed(source);
  }

  /** It is made beside the target, so that what was there is there until the link is complete. */
  private void copyLink(Path source, Path target) throws IOException {
    Path temporary = TemporaryNames.beside(target);
    Path content = Files.readSymbolicLink(source);
    Path _ = FileFailures.besides(target, () -> Files.createSymbolicLink(temporary, content));
    try {
      if (options.metadata()) {
        FileCopy.copyMetadata(source, temporary, NO_FOLLOW);
      }
      FileCopy.rename(temporary, target, options.replace());
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void copyFile(AsyncPath source, AsyncPath target) throws IOException {
    long before = bytes;
    FileCopy copy = calls.call(() -> begin(source.asPath(), target.asPath()));
    try (FileCalls.Ending _ = () -> giveUp(copy)) {
      while (true) {
        long moved = before + copy.position() - bytes;
        bytes += moved;
        if (moved > 0) {
          options.progress().accept(new CopyProgress(files, bytes, source));
        }
        if (copy.hasEnded()) {
          break;
        }
        calls.run(() -> step(copy, target.asPath()));
      }
    }
    completed(source);
  }

  /** Begins, and copies the first piece: of most files that is all, and so one call. */
  private FileCopy begin(Path source, Path target) throws IOException {
    checkTarget(source, target);
    FileCopy copy = FileCopy.begin(source, target);
    try {
      step(copy, target);
      return copy;
    } catch (IOException | RuntimeException e) {
      try (copy) {
        throw e;
      }
    }
  }

  private void step(FileCopy copy, Path target) throws IOException {
    copy.step(target, options.metadata(), options.replace());
  }

  private static void giveUp(FileCopy copy) throws IOException {
    if (!copy.hasEnded()) {
      FileCalls.finish(copy::close);
    }
  }

  /** A device or a pipe would be replaced; nothing can replace itself, or what it leads to. */
  private void checkTarget(Path source, Path target) throws IOException {
    Optional<FileStatus> there = StatusReader.findOrFail(target, NO_FOLLOW);
    if (there.isEmpty()) {
      return;
    }
    if (!options.replace()) {
      throw new FileAlreadyExistsException(target.toString());
    }
    if (!there.get().isFile() && !there.get().isSymbolicLink()) {
      throw new FileSystemException(
          target.toString(), source.toString(), "only files are replaced: " + there.get().type());
    }
    if (isSame(source, target, there.get())) {
      throw new FileSystemException(
          source.toString(), target.toString(), "source and target are the same file");
    }
  }

  /** Links that lead to the same file are not the same link. */
  private boolean isSame(Path source, Path target, FileStatus there) throws IOException {
    if (!options.followLinks() && there.isSymbolicLink()) {
      return there.key().isPresent()
          && there.key().equals(StatusReader.read(source, NO_FOLLOW).key());
    }
    return Files.exists(source) && Files.exists(target) && Files.isSameFile(source, target);
  }

  private void completed(AsyncPath source) {
    files++;
    options.progress().accept(new CopyProgress(files, bytes, source));
  }

  /** At the end and from the bottom up: what is put into a directory changes its times. */
  private void copyMetadataOfDirectories() throws IOException {
    for (Directory directory : finished.reversed()) {
      calls.run(() -> FileCopy.copyMetadata(directory.source.asPath(), directory.target.asPath()));
    }
  }
}
