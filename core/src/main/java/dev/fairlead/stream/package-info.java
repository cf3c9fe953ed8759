/**
 * Streams of bytes and of objects: the interfaces, and everything that can be built on them.
 *
 * <p>The nouns say direction and guarantee. A {@code Receive} stream is a source, a {@code Send}
 * stream a sink, one without either word is both. {@code Unreliable} streams may lose and reorder.
 */
package dev.fairlead.stream;
