/** What every suite needs: child processes, warm-up and measurement, and the shape of results. */
@NullMarked
package dev.fairlead.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
