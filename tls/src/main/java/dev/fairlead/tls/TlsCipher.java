package dev.fairlead.tls;

import java.util.OptionalInt;

/**
 * The cipher suite of a connection.
 *
 * {@snippet file="TlsAttributesSnippets.java" region="ciphers"}
 *
 * @param name its name, as in {@code TLS_AES_128_GCM_SHA256}
 * @param version the protocol version it is used with, as in {@code TLSv1.3}
 * @param secretBits the length of the key, where the name tells it
 */
public record TlsCipher(String name, String version, OptionalInt secretBits) {

  static TlsCipher of(String name, String version) {
    return new TlsCipher(name, version, bits(name));
  }

  private static OptionalInt bits(String name) {
    if (name.contains("AES_128") || name.contains("ARIA_128") || name.contains("CAMELLIA_128")) {
      return OptionalInt.of(128);
    } else if (name.contains("_256_") || name.contains("CHACHA20")) {
      return OptionalInt.of(256);
    } else if (name.contains("3DES")) {
      return OptionalInt.of(168);
    }
    return OptionalInt.empty();
  }
}
