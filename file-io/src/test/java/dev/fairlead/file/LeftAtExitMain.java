package dev.fairlead.file;

import dev.fairlead.Fairlead;
import java.io.IOException;

/** Leaves temporary files behind, and ends. */
final class LeftAtExitMain {

  private LeftAtExitMain() {}

  public static void main(String[] args) throws IOException {
    AsyncPath base = AsyncPath.of(args[0]);
    Fairlead.run(() -> {
      var directory = TemporaryDirectory.create(o -> o.withDirectory(base));
      directory.path().resolve("a/b").mkdir(o -> o.withParents());
      directory.path().resolve("a/file").writeText("x");
      directory.path().resolve("a/link").symlinkTo(base.resolve("precious"));
      TemporaryFile.open(o -> o.withDirectory(base)).file().writeText("x");
      TemporaryFile.open(o -> o.withDirectory(base).withPrefix("kept").withKeep());
      System.out.println(base.list().toList().size());
    });
    System.exit(0);
  }
}
