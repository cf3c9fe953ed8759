package dev.fairlead.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What runs a program whose first line begins with {@code #!}. If it is missing, the system says of
 * the program itself that it is not there.
 */
final class Interpreter {

  private static final int LONGEST_LINE = 256; // that Linux reads

  private Interpreter() {}

  /** The reason why a program could not be started, if it is this. */
  static Optional<IOException> missing(Path program) {
    return named(program)
        .filter(interpreter -> !Files.exists(Path.of(interpreter)))
        .map(interpreter ->
            new NoSuchFileException(
                interpreter.replace("\r", "\\r"),
                null,
                "the first line of " + program + " names it as what runs the program"));
  }

  private static Optional<String> named(Path program) {
    try (InputStream stream = Files.newInputStream(program)) {
      String start = new String(stream.readNBytes(LONGEST_LINE), ISO_8859_1);
      return start.startsWith("#!") ? Optional.of(firstWord(start.substring(2))) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // It may be executed, but not read.
    }
  }

  /** Up to a blank or the end of the line, of which a carriage return is no part. */
  private static String firstWord(String text) {
    return text.split("\n", 2)[0].replaceFirst("^[ \t]+", "").split("[ \t]", 2)[0];
  }
}
