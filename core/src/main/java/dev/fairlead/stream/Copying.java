package dev.fairlead.stream;

import dev.fairlead.Cancelled;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.thread.ToThread;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Copies through memory, for streams that know no shorter way. */
final class Copying {

  private static final int CHUNK = ByteReceiveStream.DEFAULT_MAX_BYTES;

  private Copying() {}

  static long copy(ByteReceiveStream source, ByteSendStream sink) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    long total = 0;
    while (source.receive(buffer.clear()) >= 0) {
      int size = buffer.flip().remaining();
      sink.send(buffer);
      total += size;
    }
    return total;
  }

  static long sendFile(FileChannel file, long position, long count, ByteSendStream sink)
      throws IOException {
    checkRange(position, count);
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(CHUNK, Math.max(count, 1)));
    long sent = 0;
    while (sent < count) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), count - sent));
      int size = readNext(file, position + sent, buffer, sent);
      if (size < 0) {
        return sent;
      }
      sendNext(buffer.flip(), sink, sent);
      sent += size;
    }
    return sent;
  }

  private static int readNext(FileChannel file, long position, ByteBuffer target, long sent)
      throws IOException {
    try {
      return ToThread.call(() -> file.read(target, position));
    } catch (Cancelled cancelled) {
      PartOfFileException.note(cancelled, sent);
      throw cancelled;
    }
  }

  private static void sendNext(ByteBuffer source, ByteSendStream sink, long sent)
      throws IOException {
    try {
      sink.send(source);
    } catch (Cancelled | ClosedResourceException e) {
      PartOfFileException.note(e, sent + source.position());
      throw e;
    }
  }

  private static void checkRange(long position, long count) {
    if (position < 0 || count < 0) {
      throw new IllegalArgumentException(
          "position and count must be 0 or more: " + position + ", " + count);
    }
  }
}
