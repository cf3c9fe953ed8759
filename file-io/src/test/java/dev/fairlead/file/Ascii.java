package dev.fairlead.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Text as the bytes of a file. */
final class Ascii {

  private Ascii() {}

  static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  static String text(byte[] bytes) {
    return new String(bytes, US_ASCII);
  }
}
