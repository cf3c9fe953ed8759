package dev.fairlead.file;

import dev.fairlead.Fairlead;
import java.io.IOException;

/** Replaces a file again and again, until it is killed. */
final class AtomicWriterMain {

  static final int LINES = 4000;

  private AtomicWriterMain() {}

  public static void main(String[] args) throws IOException {
    AsyncPath target = AsyncPath.of(args[0]);
    Fairlead.run(() -> {
      for (long version = 0; ; version++) {
        String content = ("run " + args[1] + " version " + version + "\n").repeat(LINES);
        if (version % 2 == 0) {
          target.replaceText(content);
        } else {
          target.replaceContent(file -> {
            file.writeText(content.substring(0, content.length() / 2));
            file.writeText(content.substring(content.length() / 2));
          });
        }
        if (version == 0) {
          System.out.println("ready");
        }
      }
    });
  }
}
