package dev.fairlead.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Function;

record MappedCodec<T, R>(
    Codec<T> codec, Function<? super T, R> received, Function<? super R, T> sent)
    implements Codec<R> {

  @Override
  public R receive(BufferedByteReceiveStream source) throws IOException {
    return received.apply(codec.receive(source));
  }

  @Override
  public ByteBuffer[] write(R item) throws IOException {
    return codec.write(sent.apply(item));
  }
}
