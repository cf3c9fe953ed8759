package dev.fairlead.net;

import dev.fairlead.stream.ByteStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.FileChannel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection of bytes over a socket.
 *
 * {@snippet file="NetSnippets.java" region="client"}
 *
 * <p>One task may receive while another sends. Nothing is taken from the system unless a task waits
 * for it, so that a slow reader slows its peer down.
 *
 * <p>Cancellation: a cancelled receive has taken nothing. A cancelled send may have sent a part;
 * the position of the buffer says how much, and so does an {@link UnfinishedSendException} that is
 * a suppressed exception of the {@code Cancelled}. The next send goes on with the rest of the same
 * buffer, or fails with that exception.
 *
 * <p>Closing: {@link #close} never waits, any task may call it at any moment, and tasks that
 * receive or send get a {@code ClosedResourceException}, also where the connection was broken
 * already. What was sent before still reaches the other side, unless bytes have come that nobody
 * received: the system then breaks the connection.
 *
 * <p>A broken connection throws {@code BrokenResourceException}s with the error of the system as
 * their cause. Bytes that came before it broke can still be received.
 */
public interface SocketStream extends ByteStream {

  /** The address of this side. */
  SocketAddress localAddress();

  /** The address of the other side. */
  SocketAddress remoteAddress();

  /**
   * Waits until a receive has something to tell, and takes nothing: bytes, the end of the stream,
   * or what broke the connection. A checkpoint; to others it is a receive.
   *
   * <p>A task that waits this way needs no buffer yet. With thousands of connections that are
   * mostly silent a few buffers then serve all of them:
   *
   * {@snippet file="LentBufferSnippets.java" region="lent"}
   *
   * <p>Now and then it returns although there is nothing; the receive then waits as ever.
   *
   * @throws dev.fairlead.ClosedResourceException if this side closed the stream, also meanwhile
   * @throws dev.fairlead.BusyResourceException if another task receives already
   */
  void awaitReadable();

  /**
   * Sends a part of a file; the system copies it without a detour through this program. A
   * checkpoint.
   *
   * <p>If it is cancelled half way, the {@link UnfinishedSendException} in the {@code Cancelled}
   * has how many bytes went out: after {@link #forgetUnfinishedSend}, sending can go on from there.
   *
   * @return how many bytes were sent, fewer than asked for only at the end of the file
   * @throws dev.fairlead.ClosedResourceException if the file, or this stream, is closed, also
   *     meanwhile
   */
  @Override
  long sendFile(FileChannel file, long position, long count) throws IOException;

  /**
   * Closes at once and throws away what is on its way: the other side sees a broken connection, for
   * TCP a reset.
   */
  void abort() throws IOException;

  /** Lets sends pass again after one that was given up half way. */
  void forgetUnfinishedSend();

  /** The options of this socket. */
  Set<SocketOption<?>> supportedOptions();

  /**
   * The value of an option of this socket; null only where the system has none.
   *
   * @throws UnsupportedOperationException if there is no such option
   */
  <T extends @Nullable Object> T option(SocketOption<T> option) throws IOException;

  /**
   * Sets an option of this socket.
   *
   * @throws UnsupportedOperationException if there is no such option
   */
  <T> void setOption(SocketOption<T> option, T value) throws IOException;

  /** What went through so far. */
  SocketStatistics statistics();
}
