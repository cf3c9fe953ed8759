package dev.fairlead.process;

/**
 * A line that a program has written, with where it comes from.
 *
 * {@snippet file="SupervisionSnippets.java" region="lines"}
 *
 * @param source what the program is called, as {@link Redirect#lines} was told
 * @param descriptor what it has written to: 1 is its standard output, 2 its standard error
 * @param text the line without its end
 */
public record OutputLine(String source, int descriptor, String text) {

  /** Whether it was written to the standard error. */
  public boolean isError() {
    return descriptor == ProcessSettings.STDERR;
  }

  /** The line as a log shows it: the source, a colon or for an error a bang, the text. */
  @Override
  public String toString() {
    return source + (isError() ? "! " : ": ") + text;
  }
}
