package dev.fairlead.process.internal.pipe;

import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.Readiness;
import dev.fairlead.lowlevel.Registration;
import dev.fairlead.lowlevel.WaitReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/** The writable end of a pipe, waited for by the loop of the runtime. */
public final class ChannelInput implements ChildInput {

  private static final String ACTION = "sending to";
  private static final int PIECE = 131_072; // as in ChannelOutput

  private final Pipe.SinkChannel channel;
  private final Registration registration;
  private final StreamEnd end;
  private final WaitReason reason;

  /** Takes over the writable end of a pipe. */
  public ChannelInput(OsPipe pipe, String name) throws IOException {
    this.channel = pipe.sink();
    this.end = new StreamEnd(name);
    this.reason = new PipeWait("send to " + name);
    channel.configureBlocking(false);
    this.registration = Readiness.register(channel);
  }

  @Override
  public void send(ByteBuffer... buffers) throws IOException {
    end.begin(ACTION);
    try {
      Checkpoints.checkpoint();
      for (ByteBuffer buffer : buffers) {
        sendOne(buffer);
      }
    } catch (IOException e) {
      throw end.failed(ACTION, e);
    } finally {
      end.end();
    }
  }

  private void sendOne(ByteBuffer source) throws IOException {
    while (source.hasRemaining()) {
      int offered = source.isDirect() ? source.remaining() : Math.min(source.remaining(), PIECE);
      if (write(source, offered) < offered) {
        registration.awaitWritable(reason);
      } else if (source.hasRemaining()) {
        Checkpoints.checkpoint();
      }
    }
  }

  private int write(ByteBuffer source, int offered) throws IOException {
    int limit = source.limit();
    source.limit(source.position() + offered);
    try {
      return channel.write(source);
    } finally {
      source.limit(limit);
    }
  }

  @Override
  public void close() {
    if (end.close()) {
      registration.close();
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException("closing a pipe does not fail: " + end, e);
      }
    }
  }

  @Override
  public String toString() {
    return end.toString();
  }
}
