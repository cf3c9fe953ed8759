package dev.fairlead.benchmarks.tls;

/** What a client and a server of one kind do with each other in this JVM. */
interface TlsTraffic {

  /** The size of a question and of its answer. */
  int SHORT = 64;

  /** The size of one piece of a bulk transfer: the most that TLS allows in a record. */
  int LONG = 16_384;

  /** Sends a short question and waits for the same as an answer, on one connection. */
  void roundTrips(int operations) throws Exception;

  /**
   * Sends pieces of a size in one direction, on one connection, and waits until the last has come.
   */
  void bulk(int operations, int piece) throws Exception;

  /**
   * Connects, does the handshake, receives one byte, closes; one after the other.
   *
   * @param resumed whether the handshakes resume the session of the first
   */
  void handshakes(int operations, boolean resumed) throws Exception;

  /**
   * Opens so many connections, receives one byte on each, and calls back while both sides of all of
   * them wait for more.
   */
  void idle(int connections, Runnable whileIdle) throws Exception;
}
