/** Echo servers of several libraries, one load generator, one suite that compares them. */
@NullMarked
package dev.fairlead.benchmarks.echo;

import org.jspecify.annotations.NullMarked;
