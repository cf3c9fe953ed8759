package dev.fairlead.attribute;

import java.util.NoSuchElementException;

/**
 * Thrown when an attribute is asked for that is not offered.
 *
 * {@snippet file="AttributeSnippets.java" region="attribute"}
 */
public class AttributeNotFoundException extends NoSuchElementException {

  private static final long serialVersionUID = 1L;

  /** Says which attribute was asked for, and which ones there are. */
  public AttributeNotFoundException(Attribute<?> key, AttributeProvider provider) {
    super("no attribute " + key.name() + " here; there are: " + provider.attributes().keySet());
  }
}
