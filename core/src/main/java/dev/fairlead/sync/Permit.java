package dev.fairlead.sync;

/**
 * Something that was acquired and is given back by closing it. Closing twice does nothing.
 *
 * {@snippet file="LockSnippets.java" region="permit"}
 */
@FunctionalInterface
public interface Permit extends AutoCloseable {

  /** Gives it back. */
  @Override
  void close();
}
