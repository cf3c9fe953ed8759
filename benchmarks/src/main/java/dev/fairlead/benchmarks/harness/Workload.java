package dev.fairlead.benchmarks.harness;

/** An operation that can be done many times, so that one of them can be timed. */
@FunctionalInterface
public interface Workload {

  /** Does the operation that many times, and returns when the last one has ended. */
  void run(int operations) throws Exception;
}
