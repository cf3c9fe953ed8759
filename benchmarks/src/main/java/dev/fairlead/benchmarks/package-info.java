/** Benchmarks, side by side with what a user would otherwise take. */
package dev.fairlead.benchmarks;
