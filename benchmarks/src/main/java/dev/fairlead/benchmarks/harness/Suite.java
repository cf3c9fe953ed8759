package dev.fairlead.benchmarks.harness;

import java.io.IOException;
import java.util.function.Consumer;

/** A set of scenarios that one command runs. */
public interface Suite {

  String name();

  /** Runs what the plan asks for and hands over each sample as soon as it is there. */
  void run(Plan plan, Consumer<Sample> samples) throws IOException, InterruptedException;
}
