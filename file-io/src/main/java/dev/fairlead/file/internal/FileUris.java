package dev.fairlead.file.internal;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/** Paths as URIs. Unlike the JDK's conversion it does not look whether there is a directory. */
public final class FileUris {

  private static final String UNRESERVED = "-._~/";
  private static final char NO_TEXT = '\uFFFD'; // what the JDK shows of it
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private FileUris() {}

  /** The URI of an absolute path. */
  public static URI of(Path path) {
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException(
          "only an absolute path has a URI: \"" + path + "\"; call absolute() first");
    }
    String text = PathNames.withSlashes(path);
    if (text.indexOf(NO_TEXT) >= 0) {
      return ofBytes(path);
    }
    String drive = PathNames.drive(path);
    if (drive.length() == 2) {
      return URI.create("file:///" + drive + encoded(text.substring(2)));
    }
    return URI.create((text.startsWith("//") ? "file:" : "file://") + encoded(text));
  }

  /** Only the JDK knows the bytes of a name that is no text; of a directory, it adds a slash. */
  private static URI ofBytes(Path path) {
    String uri = path.toUri().toString();
    return URI.create(uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri);
  }

  private static String encoded(String text) {
    return encoded(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(byte[] bytes) {
    var encoded = new StringBuilder();
    for (byte b : bytes) {
      char c = (char) (b & 0xFF);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.toHexDigits(b));
      }
    }
    return encoded.toString();
  }

  /** The path of a URI. */
  public static Path parse(FileSystem system, String uri) {
    if (!uri.regionMatches(true, 0, "file:", 0, 5)) {
      throw new IllegalArgumentException("the URI of a file begins with file:, not so " + uri);
    }
    String rest = uri.substring(5);
    if (rest.startsWith("//localhost/")) {
      rest = rest.substring("//localhost".length());
    } else if (rest.startsWith("///")) {
      rest = rest.substring(2);
    } else if (rest.startsWith("//") && system.getSeparator().equals("/")) {
      throw new IllegalArgumentException(
          "only files of this machine have a path here, not those of another one: " + uri);
    }
    boolean drive = system.getSeparator().equals("\\") && rest.matches("/[A-Za-z][:|].*");
    byte[] bytes = decoded(drive ? rest.substring(1).replaceFirst("\\|", ":") : rest);
    String decoded = new String(bytes, StandardCharsets.UTF_8);
    if (decoded.startsWith("/") && decoded.indexOf(NO_TEXT) >= 0) {
      return Path.of(URI.create("file://" + encoded(bytes)));
    }
    Path path = PathNames.parse(system, decoded);
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("the path of a file URI must be absolute: " + uri);
    }
    return path;
  }

  private static byte[] decoded(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(text.length() * 3);
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (c == '%' && isHex(text, at + 1)) {
        bytes.put((byte) HexFormat.fromHexDigits(text, at + 1, at + 3));
        at += 3;
      } else {
        bytes.put(Character.toString(c).getBytes(StandardCharsets.UTF_8));
        at += Character.charCount(c);
      }
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static boolean isHex(String text, int at) {
    return at + 2 <= text.length()
        && HexFormat.isHexDigit(text.charAt(at))
        && HexFormat.isHexDigit(text.charAt(at + 1));
  }
}
