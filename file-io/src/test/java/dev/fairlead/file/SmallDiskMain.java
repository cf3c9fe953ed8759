package dev.fairlead.file;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.fairlead.Fairlead;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Fills a file system of one megabyte, and prints what came of it. */
final class SmallDiskMain {

  private static final byte[] TOO_MUCH = new byte[2_000_000];

  private SmallDiskMain() {}

  public static void main(String[] args) throws IOException {
    AsyncPath base = AsyncPath.of(args[0]);
    Fairlead.run(() -> {
      AsyncPath file = base.resolve("file");
      file.writeText("old");

      failing("replace", () -> file.replaceBytes(TOO_MUCH));
      failing("copy", () -> AsyncPath.of(args[1]).copy(base.resolve("copy")));
      failing("move", () -> AsyncPath.of(args[1]).move(base.resolve("moved")));
      try (var large = base.resolve("large").open(CREATE, WRITE)) {
        failing("write", () -> large.write(TOO_MUCH));
        System.out.println("written " + (large.position() > 500_000));
      }
      base.resolve("large").unlink();

      System.out.println("content " + file.readText() + " " + names(base));
      System.out.println("source " + AsyncPath.of(args[1]).exists());
    });
  }

  private interface Failing {
    void run() throws IOException;
  }

  private static void failing(String what, Failing action) {
    try {
      action.run();
      System.out.println(what + " succeeded");
    } catch (IOException e) {
      System.out.println(what + " " + String.valueOf(e.getMessage()).contains("No space"));
    }
  }

  private static List<String> names(AsyncPath base) throws IOException {
    var names = new ArrayList<String>();
    base.list().toList().forEach(entry -> names.add(entry.path().name()));
    return names;
  }
}
