package dev.fairlead.file;

import dev.fairlead.file.internal.CachedHandle;
import dev.fairlead.file.internal.ChannelHandle;
import dev.fairlead.file.internal.Handle;
import dev.fairlead.file.internal.InputHandle;
import dev.fairlead.file.internal.OutputHandle;
import dev.fairlead.file.internal.SeekableHandle;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Finds out what a file stands on. */
final class Opening {

  private static final Set<OpenOption> READ_ONLY = Set.of(StandardOpenOption.READ);
  private static final FileAttribute<?>[] NO_ATTRIBUTES = {};

  private Opening() {}

  static AsyncFile open(Path path, FileSettings settings, OpenOption... how) throws IOException {
    Set<OpenOption> options = Set.of(how);
    Handle handle = settings.calls().acquire(() -> openNow(path, settings, options));
    return new AsyncFile("file " + path, handle, Optional.of(path), settings);
  }

  /** Who limits the calls gets to see them all, also those that would not have to wait. */
  private static Handle openNow(Path path, FileSettings settings, Set<OpenOption> how)
      throws IOException {
    boolean readOnly = how.isEmpty() || how.equals(READ_ONLY);
    if (readOnly && settings.limiter().isEmpty()) {
      Optional<Handle> cached = CachedHandle.open(path);
      if (cached.isPresent()) {
        return cached.get();
      }
    }
    SeekableByteChannel channel = Files.newByteChannel(path, how, attributes(settings));
    return channel instanceof FileChannel file ? ChannelHandle.ofOwn(file) : handle(channel);
  }

  static FileAttribute<?>[] attributes(FileSettings settings) {
    return settings
        .permissions()
        .map(known -> new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(known)})
        .orElse(NO_ATTRIBUTES);
  }

  static AsyncFile wrapped(Handle handle, UnaryOperator<FileOptions> options) {
    var settings = (FileSettings) options.apply(FileOptions.defaults());
    return new AsyncFile("wrapped " + handle.wrapped(), handle, Optional.empty(), settings);
  }

  static Handle handle(SeekableByteChannel channel) {
    return channel instanceof FileChannel file
        ? new ChannelHandle(file)
        : new SeekableHandle(channel);
  }

  /** A file stream is read through its channel, which has offsets too. */
  static Handle handle(InputStream input) {
    return input instanceof FileInputStream file && file.getClass() == FileInputStream.class
        ? new ChannelHandle(file.getChannel())
        : new InputHandle(input);
  }

  static Handle handle(OutputStream output) {
    return new OutputHandle(output);
  }
}
