package dev.fairlead.benchmarks.channels;

/**
 * Where one task puts items and another takes them: the part that is common to all that are
 * compared.
 */
interface Pipe {

  void send(Object item) throws Exception;

  Object receive() throws Exception;

  /** Makes pipes of one kind. */
  @FunctionalInterface
  interface Factory {
    /**
     * Makes a pipe.
     *
     * @param capacity how many items may wait in it; 0 for a rendezvous
     */
    Pipe create(int capacity);
  }
}
