package dev.fairlead.net.internal.proxy;

import dev.fairlead.ConnectionFailedException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.Connectable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Connects to a proxy and has it connect further. */
public final class Tunnel {

  private Tunnel() {}

  /** What is said to a proxy until it has connected. Throws if it refuses. */
  @FunctionalInterface
  public interface Request {
    /** Reads no byte beyond the answer: what follows comes from the target. */
    void send(ByteStream proxy) throws IOException;
  }

  /**
   * Opens a tunnel. Closes the connection if that fails or is cancelled.
   *
   * @param target where it leads to, in words
   */
  public static <S extends ByteStream> S open(
      Connectable<? extends S> proxy, String target, Request request) throws IOException {
    try {
      S stream = proxy.connect();
      return ready(stream, request);
    } catch (IOException e) {
      throw new ConnectionFailedException(
          "cannot connect to " + target + " through the proxy " + proxy + ": " + reason(e), e);
    }
  }

  private static <S extends ByteStream> S ready(S stream, Request request) throws IOException {
    try {
      request.send(stream);
      return stream;
    } catch (IOException | RuntimeException | Error failure) {
      closeAfter(failure, stream);
      throw failure;
    }
  }

  private static void closeAfter(Throwable failure, ByteStream stream) {
    try {
      stream.closeForcefully();
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private static String reason(IOException failure) {
    return failure instanceof EndOfStreamException
        ? "it ended the connection before it had answered"
        : String.valueOf(failure.getMessage());
  }

  /** Receives so many bytes and no more. */
  static ByteBuffer receive(ByteReceiveStream stream, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      if (stream.receive(bytes) < 0) {
        throw new EndOfStreamException();
      }
    }
    return bytes.flip();
  }
}
