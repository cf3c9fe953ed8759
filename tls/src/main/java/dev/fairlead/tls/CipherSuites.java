package dev.fairlead.tls;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The numbers of cipher suites on the wire, for all that a JDK can be made to use. */
final class CipherSuites {

  // https://www.iana.org/assignments/tls-parameters
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(0x002F, "TLS_RSA_WITH_AES_128_CBC_SHA"),
          Map.entry(0x0032, "TLS_DHE_DSS_WITH_AES_128_CBC_SHA"),
          Map.entry(0x0033, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA"),
          Map.entry(0x0035, "TLS_RSA_WITH_AES_256_CBC_SHA"),
          Map.entry(0x0038, "TLS_DHE_DSS_WITH_AES_256_CBC_SHA"),
          Map.entry(0x0039, "TLS_DHE_RSA_WITH_AES_256_CBC_SHA"),
          Map.entry(0x003C, "TLS_RSA_WITH_AES_128_CBC_SHA256"),
          Map.entry(0x003D, "TLS_RSA_WITH_AES_256_CBC_SHA256"),
          Map.entry(0x0040, "TLS_DHE_DSS_WITH_AES_128_CBC_SHA256"),
          Map.entry(0x0067, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256"),
          Map.entry(0x006A, "TLS_DHE_DSS_WITH_AES_256_CBC_SHA256"),
          Map.entry(0x006B, "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256"),
          Map.entry(0x009C, "TLS_RSA_WITH_AES_128_GCM_SHA256"),
          Map.entry(0x009D, "TLS_RSA_WITH_AES_256_GCM_SHA384"),
          Map.entry(0x009E, "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"),
          Map.entry(0x009F, "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"),
          Map.entry(0x00A2, "TLS_DHE_DSS_WITH_AES_128_GCM_SHA256"),
          Map.entry(0x00A3, "TLS_DHE_DSS_WITH_AES_256_GCM_SHA384"),
          Map.entry(0x1301, "TLS_AES_128_GCM_SHA256"),
          Map.entry(0x1302, "TLS_AES_256_GCM_SHA384"),
          Map.entry(0x1303, "TLS_CHACHA20_POLY1305_SHA256"),
          Map.entry(0xC004, "TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA"),
          Map.entry(0xC005, "TLS_ECDH_ECDSA_WITH_AES_256_CBC_SHA"),
          Map.entry(0xC009, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"),
          Map.entry(0xC00A, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"),
          Map.entry(0xC00E, "TLS_ECDH_RSA_WITH_AES_128_CBC_SHA"),
          Map.entry(0xC00F, "TLS_ECDH_RSA_WITH_AES_256_CBC_SHA"),
          Map.entry(0xC013, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"),
          Map.entry(0xC014, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"),
          Map.entry(0xC023, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"),
          Map.entry(0xC024, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"),
          Map.entry(0xC025, "TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA256"),
          Map.entry(0xC026, "TLS_ECDH_ECDSA_WITH_AES_256_CBC_SHA384"),
          Map.entry(0xC027, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"),
          Map.entry(0xC028, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"),
          Map.entry(0xC029, "TLS_ECDH_RSA_WITH_AES_128_CBC_SHA256"),
          Map.entry(0xC02A, "TLS_ECDH_RSA_WITH_AES_256_CBC_SHA384"),
          Map.entry(0xC02B, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
          Map.entry(0xC02C, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
          Map.entry(0xC02D, "TLS_ECDH_ECDSA_WITH_AES_128_GCM_SHA256"),
          Map.entry(0xC02E, "TLS_ECDH_ECDSA_WITH_AES_256_GCM_SHA384"),
          Map.entry(0xC02F, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
          Map.entry(0xC030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
          Map.entry(0xC031, "TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256"),
          Map.entry(0xC032, "TLS_ECDH_RSA_WITH_AES_256_GCM_SHA384"),
          Map.entry(0xCCA8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
          Map.entry(0xCCA9, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"),
          Map.entry(0xCCAA, "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256"));

  private CipherSuites() {}

  /** The names of those that are known here, in the same order. */
  static List<String> names(List<Integer> numbers) {
    return numbers.stream().map(NAMES::get).filter(Objects::nonNull).toList();
  }
}
