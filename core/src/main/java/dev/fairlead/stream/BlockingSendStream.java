package dev.fairlead.stream;

import dev.fairlead.Action;
import dev.fairlead.BrokenResourceException;
import dev.fairlead.Cancelled;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.sync.CapacityLimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** An output stream as a send stream: written to on a worker thread, piece by piece. */
final class BlockingSendStream implements ByteSendStream {

  private static final int PIECE = 16_384;

  private final OutputStream output;
  private final Closing closing = new Closing("sending into an output stream");
  private final CapacityLimiter thread = new CapacityLimiter(1);

  // The task that sends, and the worker between the begin and the end of a write.
  private final byte[] piece = new byte[PIECE];
  private @Nullable BlockingCall writing;

  BlockingSendStream(OutputStream output) {
    this.output = output;
  }

  @Override
  public void send(ByteBuffer... buffers) throws IOException {
    Checkpoints.checkpoint();
    Boolean _ =
        closing.call(() -> {
          sendAll(buffers);
          return true;
        });
  }

  private void sendAll(ByteBuffer... buffers) throws IOException {
    awaitWrite();
    for (ByteBuffer buffer : buffers) {
      while (buffer.hasRemaining()) {
        sendPiece(buffer);
      }
    }
    perform(output::flush);
  }

  private void sendPiece(ByteBuffer buffer) throws IOException {
    int count = Math.min(buffer.remaining(), PIECE);
    int position = buffer.position();
    buffer.get(piece, 0, count);
    try {
      perform(() -> output.write(piece, 0, count));
    } catch (Cancelled cancelled) {
      if (writing == null) {
        buffer.position(position); // It had not begun.
      }
      throw cancelled;
    }
  }

  private void perform(Action<IOException> action) throws IOException {
    var call = new BlockingCall(action);
    writing = call;
    boolean goesOn = false;
    try {
      call.start(thread);
    } catch (IOException e) {
      throw broken(e);
    } catch (Cancelled cancelled) {
      goesOn = !call.revoke();
      throw cancelled;
    } finally {
      if (!goesOn) {
        writing = null;
      }
    }
  }

  /** Waits for what a cancelled send has left behind. */
  private void awaitWrite() throws IOException {
    BlockingCall call = writing;
    if (call != null && !hasEnded(call)) {
      throw new BrokenResourceException(
          "a cancelled send was given up in the middle of a write, so what comes next would not"
              + " follow it; close the stream");
    }
  }

  private boolean hasEnded(BlockingCall call) throws IOException {
    boolean goesOn = false;
    try {
      goesOn = !call.await();
      return !goesOn;
    } catch (Cancelled cancelled) {
      goesOn = true;
      throw cancelled;
    } catch (IOException e) {
      throw broken(e);
    } finally {
      writing = goesOn ? call : null;
    }
  }

  private static BrokenResourceException broken(IOException cause) {
    return new BrokenResourceException("the output stream could not be written to", cause);
  }

  @Override
  public void close() throws IOException {
    closing.close(
        () -> BlockingReceiveStream.closeOnWorker(output, BlockingReceiveStream.CLOSE_LIMIT));
  }

  @Override
  public void closeForcefully() throws IOException {
    closing.close(
        () -> BlockingReceiveStream.closeOnWorker(output, BlockingReceiveStream.FORCED_LIMIT));
  }

  @Override
  public String toString() {
    return "send stream over " + output;
  }
}
