package dev.fairlead.process;

/**
 * Which processes a new one is put together with, for signals and for the terminal.
 *
 * {@snippet file="ProcessesSnippets.java" region="group"}
 */
public enum ProcessGroup {
  /**
   * The group of this program: Ctrl-C reaches both, and the process may read from the terminal. Its
   * descendants are found by walking down from it, so those that it leaves behind when it ends are
   * out of reach.
   */
  OF_PARENT,
  /** A group of its own, so that all of it can be ended together, and Ctrl-C does not reach it. */
  OWN,
  /** A session of its own, which is a group without a terminal. */
  OWN_SESSION
}
