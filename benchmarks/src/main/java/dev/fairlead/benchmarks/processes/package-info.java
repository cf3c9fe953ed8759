/** What it costs to start programs, and how much goes through their pipes. */
@NullMarked
package dev.fairlead.benchmarks.processes;

import org.jspecify.annotations.NullMarked;
