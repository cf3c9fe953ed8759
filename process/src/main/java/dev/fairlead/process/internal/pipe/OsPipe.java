package dev.fairlead.process.internal.pipe;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.util.Optional;

/**
 * A pipe of the operating system of which this process can wait for one end, and which a child can
 * open by a path.
 *
 * <p>Opened by path, the child's end is a description of its own: that ours does not block is no
 * concern of the child.
 */
public final class OsPipe implements AutoCloseable {

  // Guarded by the class.
  private static Optional<DescriptorProbe> probe = Optional.empty();
  private static boolean probed;

  private final Pipe pipe;
  private final int number;

  private OsPipe(Pipe pipe, int number) {
    this.pipe = pipe;
    this.number = number;
  }

  /** Opens a pipe; empty where a child cannot open it by a path. */
  public static Optional<OsPipe> open() throws IOException {
    Pipe pipe = Pipe.open();
    boolean used = false;
    try {
      pipe.source().configureBlocking(false);
      Optional<DescriptorProbe> numbers = probe(pipe);
      if (numbers.isEmpty()) {
        return Optional.empty();
      }
      var opened = new OsPipe(pipe, numbers.get().numberOf(pipe.source()));
      used = true;
      return Optional.of(opened);
    } finally {
      if (!used) {
        close(pipe);
      }
    }
  }

  private static synchronized Optional<DescriptorProbe> probe(Pipe sample) throws IOException {
    if (!probed) {
      probe = DescriptorProbe.open(sample.source());
      probed = true;
    }
    return probe;
  }

  /** The descriptor a child inherits until it executes its program. */
  public int number() {
    return number;
  }

  /** Under which name both ends can be opened, here or in a child that is about to be started. */
  public String path() {
    return "/proc/self/fd/" + number;
  }

  /** Our end to receive from. Close the other one once the child has its own. */
  public Pipe.SourceChannel source() {
    return pipe.source();
  }

  /** Our end to send to. */
  public Pipe.SinkChannel sink() {
    return pipe.sink();
  }

  /** Closes both ends. */
  @Override
  public void close() throws IOException {
    close(pipe);
  }

  private static void close(Pipe pipe) throws IOException {
    try {
      pipe.source().close();
    } finally {
      pipe.sink().close();
    }
  }
}
