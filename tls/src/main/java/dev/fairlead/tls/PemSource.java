package dev.fairlead.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  static PemSource read(Path... files) throws IOException {
    var all = new StringBuilder();
    for (Path file : files) {
      // Only letters matter in PEM, and comments around it may be in any encoding.
      all.append(Files.readString(file, StandardCharsets.ISO_8859_1)).append('\n');
    }
    String names = Arrays.stream(files).map(Path::toString).collect(Collectors.joining(", "));
    return new PemSource(names, all.toString());
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
