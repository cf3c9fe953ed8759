package dev.fairlead.file.internal;

import dev.fairlead.file.internal.Scan.Found;
import dev.fairlead.file.internal.Scan.Visit;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Everything in one directory.
 *
 * @param withStatus whether the attributes of the entries are read
 */
public record ListSelection(Path directory, boolean withStatus) implements Scan.Selection {

  @Override
  public Visit start() {
    return new Visit(directory, List.of(), List.of());
  }

  @Override
  public boolean begin(Visit visit, List<Found> found, Deque<Visit> pending) {
    return true;
  }

  @Override
  public void look(Visit visit, Path path, List<Found> found, Deque<Visit> pending) {
    found.add(
        new Found(
            path,
            withStatus ? StatusReader.find(path, LinkOption.NOFOLLOW_LINKS) : Optional.empty()));
  }

  @Override
  public void failed(IOException failure) throws IOException {
    throw failure;
  }
}
