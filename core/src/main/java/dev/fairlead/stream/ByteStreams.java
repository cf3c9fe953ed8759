package dev.fairlead.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.WritableByteChannel;

/**
 * Streams of bytes over what other code has: input and output streams, channels, streams of chunks.
 *
 * {@snippet file="ByteStreamsSnippets.java" region="from"}
 *
 * <p>The new stream owns what it was made from: closing the one closes the other. What blocks is
 * used on a worker thread, one at a time for each stream, which takes no token of anybody. A
 * cancelled task does not wait for it: a read that goes on behind it brings the bytes of the next
 * receive, and bytes whose writing has begun count as sent. Channels that can be selected are put
 * into non-blocking mode and need no thread.
 *
 * <p>Only a wait for another stream of this library, as behind {@link
 * ByteReceiveStream#asInputStream}, ends with the task. The next receive reads again; an input
 * stream in between may be confused by that where it reads several bytes for one thing, as a {@code
 * GZIPInputStream} does at its end. A send that was cut off so leaves the stream broken.
 *
 * <p>Closing a stream over what blocks waits five seconds for it at most, and a forced close a
 * tenth of a second; it goes on behind that.
 *
 * <p>The other way round: {@link ByteReceiveStream#asInputStream}, {@link
 * ByteReceiveStream#asByteChannel}, {@link ByteSendStream#asOutputStream}, {@link
 * ByteSendStream#asByteChannel}.
 */
public final class ByteStreams {

  private ByteStreams() {}

  /** Receives what can be read from an input stream. */
  public static ByteReceiveStream from(InputStream input) {
    return new BlockingReceiveStream(input);
  }

  /** Sends into an output stream, and flushes it after each send. */
  public static ByteSendStream from(OutputStream output) {
    return new BlockingSendStream(output);
  }

  /**
   * Receives from an input stream and sends into an output stream, such as those of a program.
   * Ending the stream closes the output stream.
   */
  public static ByteStream from(InputStream input, OutputStream output) {
    return new StapledByteStream(from(output), from(input));
  }

  /**
   * Receives what can be read from a channel.
   *
   * @throws IOException if the channel cannot be put into non-blocking mode
   */
  public static ByteReceiveStream from(ReadableByteChannel channel) throws IOException {
    if (channel instanceof SelectableChannel selectable) {
      selectable.configureBlocking(false);
      return new ChannelReceiveStream(channel, selectable);
    }
    return from(Channels.newInputStream(channel));
  }

  /**
   * Sends into a channel.
   *
   * @throws IOException if the channel cannot be put into non-blocking mode
   */
  public static ByteSendStream from(WritableByteChannel channel) throws IOException {
    if (channel instanceof SelectableChannel selectable) {
      selectable.configureBlocking(false);
      return new ChannelSendStream(channel, selectable);
    }
    return from(Channels.newOutputStream(channel));
  }

  /** Receives the bytes of chunks, cut as the receiver wants them. */
  public static ByteReceiveStream from(ObjectReceiveStream<byte[]> chunks) {
    return new ChunkReceiveStream(chunks);
  }

  /** Sends each buffer as one chunk. */
  public static ByteSendStream from(ObjectSendStream<byte[]> chunks) {
    return new ChunkSendStream(chunks);
  }
}
