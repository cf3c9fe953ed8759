package dev.fairlead.net.internal.nio;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Paths as the system has them: bytes, which need not be text in the character set of this JVM. The
 * JDK keeps them as they are and shows them in URIs only.
 */
public final class RawPaths {

  private static final Path ROOT = Path.of("/");

  private RawPaths() {}

  /** The bytes of a path. */
  public static byte[] bytesOf(Path path) {
    String text = path.toString();
    if (isAscii(text) || File.separatorChar != '/') {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    byte[] all = decoded(ROOT.resolve(path).toUri().getRawPath());
    int start = path.isAbsolute() ? 0 : 1;
    int end = all.length - (all[all.length - 1] == '/' ? 1 : 0); // as directories have it
    return Arrays.copyOfRange(all, start, end);
  }

  /** The path that has these bytes, of which there is one at least. */
  public static Path of(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (isAscii(text) || File.separatorChar != '/') {
      return Path.of(text);
    }
    boolean absolute = bytes[0] == '/';
    Path path = Path.of(URI.create("file://" + (absolute ? "" : "/") + encoded(bytes)));
    return absolute ? path : ROOT.relativize(path);
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static byte[] decoded(String text) {
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%') {
        bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(text.charAt(i));
      }
    }
    return bytes.toByteArray();
  }

  private static String encoded(byte[] bytes) {
    var text = new StringBuilder();
    for (byte each : bytes) {
      if (each == '/') {
        text.append('/');
      } else {
        text.append('%').append(HexFormat.of().toHexDigits(each));
      }
    }
    return text.toString();
  }
}
