package dev.fairlead.tls;

import java.util.List;

/**
 * The cipher suites that both sides could have used.
 *
 * {@snippet file="TlsAttributesSnippets.java" region="ciphers"}
 *
 * @param names their names, in the order in which the client prefers them
 */
public record TlsSharedCiphers(List<String> names) {

  /** Keeps a copy. */
  public TlsSharedCiphers {
    names = List.copyOf(names);
  }
}
