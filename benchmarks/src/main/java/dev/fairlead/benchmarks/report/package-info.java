/** Results as a table to read, as CSV to keep and as a picture to show. */
@NullMarked
package dev.fairlead.benchmarks.report;

import org.jspecify.annotations.NullMarked;
