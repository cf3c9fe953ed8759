package dev.fairlead.testing.internal;

import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.ForwardingByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Receives a few bytes at a time. */
public final class OddChunksStream extends ForwardingByteStream {

  private static final int LARGEST_CHUNK = 7;
  private static final int RANDOM_OF_CHUNKS = 4;

  private final SeededRandom random;

  /** Wraps a stream. */
  public OddChunksStream(ByteStream stream, long seed) {
    super(stream);
    this.random = new SeededRandom(seed, RANDOM_OF_CHUNKS);
  }

  @Override
  public int receive(ByteBuffer target) throws IOException {
    int most = Math.min(target.remaining(), 1 + random.nextInt(LARGEST_CHUNK));
    int limit = target.limit();
    target.limit(target.position() + most);
    try {
      return super.receive(target);
    } finally {
      target.limit(limit);
    }
  }
}
