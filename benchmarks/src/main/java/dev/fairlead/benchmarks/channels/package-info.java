/** What handing items and locks over costs, beside Jox, Kotlin's channels and the JDK's queues. */
@NullMarked
package dev.fairlead.benchmarks.channels;

import org.jspecify.annotations.NullMarked;
