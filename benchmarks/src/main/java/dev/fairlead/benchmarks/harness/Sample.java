package dev.fairlead.benchmarks.harness;

import java.util.Map;

/**
 * What one subject did in one round.
 *
 * @param disturbance share of the machine that processes outside the benchmark took meanwhile, 0 to
 *     1
 */
public record Sample(
    Scenario scenario, String subject, int round, Map<Metric, Double> values, double disturbance) {}
