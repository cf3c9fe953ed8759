package dev.fairlead.file;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.LinkOption;

/** Moving files and trees: by another name, or by a copy. */
final class TreeMove {

  private TreeMove() {}

  static AsyncPath move(AsyncPath source, AsyncPath target, CopyOptions options)
      throws IOException {
    if (options.merge() && isDirectory(source) && isDirectory(target)) {
      return byCopy(source, target, options);
    }
    try {
      return options.replace() ? source.replace(target) : source.rename(target);
    } catch (AtomicMoveNotSupportedException e) {
      return byCopy(source, target, options);
    }
  }

  private static boolean isDirectory(AsyncPath path) throws IOException {
    return path.isDirectory(LinkOption.NOFOLLOW_LINKS);
  }

  /** What only has another name keeps its links and metadata, so a copy does too. */
  static AsyncPath byCopy(AsyncPath source, AsyncPath target, CopyOptions options)
      throws IOException {
    AsyncPath moved = source.copy(target, _ -> options.withoutFollowingLinks().withMetadata());
    source.deleteTree();
    return moved;
  }
}
