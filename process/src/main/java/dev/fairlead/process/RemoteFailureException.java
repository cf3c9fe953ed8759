package dev.fairlead.process;

/**
 * Thrown in place of an exception, or a result, of a worker process that cannot be serialised there
 * or read here. The message says why, and has the stack trace of an exception as text.
 *
 * {@snippet file="ToProcessSnippets.java" region="not-serialisable"}
 */
public final class RemoteFailureException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RemoteFailureException(String text) {
    super("in the worker process: " + text);
  }
}
