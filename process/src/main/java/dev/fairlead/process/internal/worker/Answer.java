package dev.fairlead.process.internal.worker;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What a worker process says about a function it has run. */
public sealed interface Answer extends Serializable {

  /** It has returned. */
  record Returned(@Nullable Object value) implements Answer {
    private static final long serialVersionUID = 1L;
  }

  /** It has thrown. */
  record Threw(Throwable thrown) implements Answer {
    private static final long serialVersionUID = 1L;
  }

  /** What it has returned or thrown cannot be sent; this is what it looks like. */
  record NotSerialisable(String text) implements Answer {
    private static final long serialVersionUID = 1L;
  }
}
