/**
 * Benchmarks, side by side with what a user would otherwise take.
 *
 * <p>{@link dev.fairlead.benchmarks.Main} runs suites. A suite runs every subject of a scenario in
 * a process of its own, interleaved in rounds, so that what disturbs the machine disturbs them all;
 * results are medians, and ratios are taken within a round.
 */
@NullMarked
package dev.fairlead.benchmarks;

import org.jspecify.annotations.NullMarked;
