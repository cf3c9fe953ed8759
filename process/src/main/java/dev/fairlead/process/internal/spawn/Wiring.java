package dev.fairlead.process.internal.spawn;

/** What a descriptor of a child is when its program starts. */
public sealed interface Wiring {

  /** How a path is opened. */
  enum Mode {
    /** For reading. */
    READ,
    /** For writing, without changing what is there: pipes and devices. */
    WRITE,
    /** For writing; a file is made if there is none, and emptied. */
    TRUNCATE,
    /** For writing at the end; a file is made if there is none. */
    APPEND
  }

  /** The same as in this process. */
  record Inherited() implements Wiring {}

  /** What a path leads to; opened by the child, or on its behalf. */
  record Opened(String path, Mode mode) implements Wiring {}

  /** The same as another descriptor of the child. */
  record SameAs(int descriptor) implements Wiring {}

  /** A pipe of the JDK, where a child cannot open one by a path. */
  record PipeOfTheJdk() implements Wiring {}
}
