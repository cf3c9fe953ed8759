package dev.fairlead.benchmarks.echo;

import java.util.function.IntConsumer;

/** An echo server in Java, started in a JVM of its own. */
@FunctionalInterface
public interface JavaEcho {

  /**
   * Starts to serve in the background.
   *
   * @param bufferSize bytes that one read asks for
   * @param bound is told the port once connections are accepted
   */
  void start(int bufferSize, IntConsumer bound) throws Exception;
}
