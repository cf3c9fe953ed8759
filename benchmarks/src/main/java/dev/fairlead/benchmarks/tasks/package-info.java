/** What tasks, scopes and deadlines cost, beside bare threads and other structured concurrency. */
@NullMarked
package dev.fairlead.benchmarks.tasks;

import org.jspecify.annotations.NullMarked;
