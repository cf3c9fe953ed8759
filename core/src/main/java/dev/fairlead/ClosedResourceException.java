package dev.fairlead;

/**
 * Thrown when a resource is used after this program has closed it.
 *
 * {@snippet file="FailureSnippets.java" region="receive"}
 */
public class ClosedResourceException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /** Says which resource was closed and what was tried. */
  public ClosedResourceException(String message) {
    super(message);
  }
}
