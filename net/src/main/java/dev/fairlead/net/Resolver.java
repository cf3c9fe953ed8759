package dev.fairlead.net;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/**
 * Finds the addresses of names, and the names of addresses.
 *
 * {@snippet file="NamesSnippets.java" region="resolver"}
 *
 * <p>Each runtime has one, see {@link Net#setResolver}; the default asks the operating system.
 * Methods are called by tasks: they may wait as tasks do, and a cancellation ends the wait. Numeric
 * addresses never reach a resolver.
 */
@FunctionalInterface
public interface Resolver {

  /**
   * Takes addresses as they are found.
   *
   * {@snippet file="NamesSnippets.java" region="answers"}
   */
  @FunctionalInterface
  interface Answers {
    /** Takes some more addresses, in order of preference. */
    void found(List<InetAddress> addresses);
  }

  /**
   * Finds all addresses of a name, in order of preference.
   *
   * @throws java.net.UnknownHostException if there are none, with the reason
   */
  List<InetAddress> resolve(String host) throws IOException;

  /**
   * Finds the addresses of a name and hands them over as they come: a resolver that asks for IPv6
   * and IPv4 separately lets a connection start with the first answer. Returns after the last one.
   *
   * @throws java.net.UnknownHostException if there are none, with the reason
   */
  default void resolve(String host, Answers answers) throws IOException {
    answers.found(resolve(host));
  }

  /**
   * Finds the name of an address.
   *
   * @throws java.net.UnknownHostException if it has none, or this resolver cannot tell
   */
  default String nameOf(InetAddress address) throws IOException {
    throw new java.net.UnknownHostException(
        address.getHostAddress() + ": this resolver finds no names of addresses");
  }
}
