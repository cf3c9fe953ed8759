/** Single operations of some nanoseconds, under JMH: {@code benchmarks/run micro}. */
@NullMarked
package dev.fairlead.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
