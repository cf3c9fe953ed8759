package dev.fairlead.file;

import dev.fairlead.Fairlead;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;

/** Meets what it may not do, and prints what came of it. Not for the superuser, who may do all. */
final class PermissionsMain {

  private PermissionsMain() {}

  public static void main(String[] args) throws IOException {
    if (args.length > 0) {
      return; // Asked only whether it can run.
    }
    Fairlead.run(() -> {
      try (var temporary = TemporaryDirectory.create()) {
        refused(temporary.path());
        listed(temporary.path());
        deleted(temporary.path());
      }
      System.out.println("cleaned up");
    });
  }

  private static AsyncPath make(AsyncPath base, String directory, int mode) throws IOException {
    AsyncPath made = base.resolve(directory);
    made.mkdir();
    made.resolve("file").writeText("x");
    made.chmod(mode);
    return made;
  }

  private static void refused(AsyncPath base) throws IOException {
    AsyncPath file = base.resolve("secret");
    file.writeText("x");
    file.chmod(0);
    say("read", file::readBytes);
    say("open", file::open);
    say("write", () -> file.writeText("y"));
    AsyncPath closed = make(base, "closed", 0);
    say("list", () -> closed.list().receive());
    say("status", () -> closed.resolve("file").status());
    say("make", () -> make(base, "readonly", 0555).resolve("new").createFile());
    System.out.println("exists " + closed.resolve("file").exists());
    closed.chmod(0700);
  }

  private interface Action {
    void run() throws IOException;
  }

  private static void say(String what, Action action) throws IOException {
    try {
      action.run();
      System.out.println(what + " is allowed");
    } catch (AccessDeniedException e) {
      System.out.println(what + " is denied");
    }
  }

  private static void listed(AsyncPath base) throws IOException {
    AsyncPath named = make(base, "names-only", 0400);
    PathEntry entry = named.list().toList().getFirst();
    System.out.println(entry.path().name() + " " + entry.status().isPresent());
    AsyncPath hidden = make(base, "hidden", 0);
    System.out.println("found " + base.glob("hidden/*").toList().size());
    List<IOException> errors = new ArrayList<>();
    try (var walk = hidden.walk(o -> o.withOnError(errors::add))) {
      walk.forEach(directory -> System.out.println("walked " + directory));
    }
    System.out.println("errors " + errors.size());
    named.chmod(0700);
    hidden.chmod(0700);
  }

  private static void deleted(AsyncPath base) throws IOException {
    AsyncPath tree = base.resolve("tree");
    tree.mkdir();
    make(tree, "readonly", 0555);
    AsyncPath locked = make(tree, "locked", 0);
    tree.resolve("other").writeText("x");
    say("delete", tree::deleteTree);
    System.out.println("left " + tree.list().toList().size());
    locked.chmod(0700);
    tree.deleteTree();
    System.out.println("tree " + tree.exists());
  }
}
