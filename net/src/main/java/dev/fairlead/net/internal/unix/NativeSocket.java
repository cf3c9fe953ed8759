package dev.fairlead.net.internal.unix;

import dev.fairlead.Body;
import dev.fairlead.ClosedResourceException;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.SocketOption;
import java.nio.channels.NetworkChannel;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** A channel of junixsocket, its descriptor, and its place in the loop. */
final class NativeSocket {

  final NativeRegistration registration;
  final AbstractSelectableChannel channel;
  final FileDescriptor descriptor;
  private final int number;

  // Who uses the descriptor reads; who closes it writes, so that nobody meets its next owner.
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed; // guarded by lock

  /** Takes over a non-blocking channel. */
  NativeSocket(AbstractSelectableChannel channel, FileDescriptor descriptor) throws IOException {
    this.channel = channel;
    this.descriptor = descriptor;
    this.number = NativeSockets.number(descriptor);
    this.registration = new NativeRegistration(channel);
  }

  /** What is done with the number of a descriptor. */
  @FunctionalInterface
  interface Call<T> {
    T with(int number) throws IOException;
  }

  /** Calls the C library; the descriptor stays open meanwhile. */
  <T> T call(Call<T> call) throws IOException {
    lock.readLock().lock();
    try {
      ensureOpen();
      return call.with(number);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Calls junixsocket; the descriptor stays open meanwhile. */
  <T extends @Nullable Object> T use(Body<T, IOException> call) throws IOException {
    lock.readLock().lock();
    try {
      ensureOpen();
      return NativeSockets.uninterrupted(call);
    } finally {
      lock.readLock().unlock();
    }
  }

  private void ensureOpen() {
    if (closed) {
      throw new ClosedResourceException("this program has closed it");
    }
  }

  void close() throws IOException {
    registration.close();
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        NativeSockets.plainClose(descriptor);
        NativeSockets.uninterrupted(() -> {
          channel.close();
          return true;
        });
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  Set<SocketOption<?>> supportedOptions() {
    return ((NetworkChannel) channel).supportedOptions();
  }

  <T extends @Nullable Object> T option(SocketOption<T> option) throws IOException {
    return use(() -> ((NetworkChannel) channel).getOption(option));
  }

  <T> void setOption(SocketOption<T> option, T value) throws IOException {
    NetworkChannel _ = use(() -> ((NetworkChannel) channel).setOption(option, value));
  }
}
