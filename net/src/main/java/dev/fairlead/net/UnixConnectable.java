package dev.fairlead.net;

import dev.fairlead.stream.Connectable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * A UNIX socket to connect to, and how.
 *
 * {@snippet file="UnixSnippets.java" region="listen"}
 *
 * @param address where it is
 * @param options applied to the options of each connection
 */
public record UnixConnectable(UnixAddress address, UnaryOperator<UnixConnectOptions> options)
    implements Connectable<UnixSocketStream> {

  /** A path, without options. */
  public UnixConnectable(Path path) {
    this(UnixAddress.of(path), UnaryOperator.identity());
  }

  @Override
  public UnixSocketStream connect() throws IOException {
    return Net.connectUnix(address, options);
  }

  @Override
  public String toString() {
    return "UNIX " + address;
  }
}
