package dev.fairlead.process;

/**
 * Thrown in place of an exception, or a result, of a worker process that cannot be serialised. The
 * message has its stack trace as text.
 *
 * {@snippet file="ToProcessSnippets.java" region="not-serialisable"}
 */
public final class RemoteFailureException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RemoteFailureException(String text) {
    super("in the worker process: " + text);
  }
}
