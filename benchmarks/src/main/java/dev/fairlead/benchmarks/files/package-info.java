/**
 * Files read from many tasks, beside blocking calls on threads and the JDK's asynchronous files.
 */
@NullMarked
package dev.fairlead.benchmarks.files;

import org.jspecify.annotations.NullMarked;
