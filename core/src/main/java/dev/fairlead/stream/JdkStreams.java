package dev.fairlead.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Receive streams as streams of the JDK. */
final class JdkStreams {

  private JdkStreams() {}

  static <T> Stream<T> of(ObjectReceiveStream<T> source) {
    var items =
        Spliterators.spliteratorUnknownSize(
            source.iterator(), Spliterator.ORDERED | Spliterator.NONNULL);
    return StreamSupport.stream(items, false).onClose(() -> close(source));
  }

  private static void close(Resource source) {
    try {
      source.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
