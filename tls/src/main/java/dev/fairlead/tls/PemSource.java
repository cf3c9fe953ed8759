package dev.fairlead.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * PEM text and where it is from.
 *
 * @param name where it is from, for messages
 */
record PemSource(String name, String text) {

  // What some editors put in front of UTF-8, read as ISO 8859-1.
  private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

  static PemSource read(Path... files) throws IOException {
    if (files.length == 0) {
      throw new IllegalArgumentException("no file to read PEM from; give one at least");
    }
    var all = new StringBuilder();
    for (Path file : files) {
      String text = read(file);
      all.append(text.startsWith(BYTE_ORDER_MARK) ? text.substring(3) : text).append('\n');
    }
    String names = Arrays.stream(files).map(Path::toString).collect(Collectors.joining(", "));
    return new PemSource(names, all.toString());
  }

  private static String read(Path file) throws IOException {
    try {
      // Only letters matter in PEM, and comments around it may be in any encoding.
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (FileSystemException e) {
      throw e; // It names the file.
    } catch (IOException e) {
      throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  static PemSource of(String... texts) {
    return new PemSource("the PEM text", String.join("\n", texts));
  }

  Pem parse(@Nullable String password) throws TlsConfigurationException {
    return Pem.read(name, text, password);
  }

  @Override
  public String toString() {
    return name;
  }
}
