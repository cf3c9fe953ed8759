package dev.fairlead.stream;

import java.io.IOException;

/**
 * A place to connect to that gives buffered streams.
 *
 * {@snippet file="ConnectableSnippets.java" region="buffered"}
 *
 * @param target what is connected to
 */
public record BufferedConnectable(Connectable<? extends ByteStream> target)
    implements Connectable<BufferedByteStream> {

  @Override
  public BufferedByteStream connect() throws IOException {
    return new BufferedByteStream(target.connect());
  }
}
