package dev.fairlead.file;

import dev.fairlead.file.internal.StatusReader;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was found at a path when it was first asked for, and is remembered from then on. For code
 * that asks the same things again and again and does not mind that the answers grow old.
 *
 * {@snippet file="AsyncPathSnippets.java" region="info"}
 *
 * <p>The first question about the path, and the first one about what a link there leads to, is a
 * checkpoint and goes to a worker thread; later ones are answered at once. Any task may ask.
 */
public final class PathInfo {

  private final AsyncPath path;
  private volatile @Nullable Known link;
  private volatile @Nullable Known target;

  /** An answer. */
  private record Known(Optional<FileStatus> status) {}

  PathInfo(AsyncPath path) {
    this.path = path;
  }

  /** Whether there is something, or, for a link that is followed, at its end. */
  public boolean exists(LinkOption... links) throws IOException {
    return status(links).isPresent();
  }

  /** Whether there is a directory. */
  public boolean isDirectory(LinkOption... links) throws IOException {
    return status(links).filter(FileStatus::isDirectory).isPresent();
  }

  /** Whether there is a file with content. */
  public boolean isFile(LinkOption... links) throws IOException {
    return status(links).filter(FileStatus::isFile).isPresent();
  }

  /** Whether there is a symbolic link. */
  public boolean isSymbolicLink() throws IOException {
    return status(LinkOption.NOFOLLOW_LINKS).filter(FileStatus::isSymbolicLink).isPresent();
  }

  /** All that is known; empty if nothing is there. */
  public Optional<FileStatus> status(LinkOption... links) throws IOException {
    boolean follow = links.length == 0;
    Known known = follow ? target : link;
    if (known == null) {
      known = new Known(path.calls().look(() -> StatusReader.find(path.asPath(), links)));
      if (follow) {
        target = known;
      } else {
        link = known;
      }
    }
    return known.status;
  }
}
