package dev.fairlead.process;

/**
 * What happens to output past the limit up to which it is captured.
 *
 * {@snippet file="ProcessesSnippets.java" region="too-large"}
 */
public enum PastLimit {
  /** The process is ended, and an {@link OutputTooLargeException} thrown. */
  FAIL,
  /** The beginning is kept; the rest is read and dropped. */
  KEEP_START,
  /** The end is kept; what came before is dropped. */
  KEEP_END
}
