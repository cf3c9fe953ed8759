package dev.fairlead.net;

import dev.fairlead.net.spi.StreamTransport;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A connection of a {@link ScriptedNetwork}, of which only opening and closing matter. */
record ScriptedStream(InetSocketAddress remoteAddress, List<String> trail)
    implements StreamTransport {

  @Override
  public void awaitReadable() {}

  @Override
  public int receive(ByteBuffer target) {
    return -1;
  }

  @Override
  public void send(ByteBuffer source) {
    source.position(source.limit());
  }

  @Override
  public long sendFile(FileChannel source, long position, long count) {
    return count;
  }

  @Override
  public void shutdownOutput() {}

  @Override
  public void abort() {
    close();
  }

  @Override
  public SocketAddress localAddress() {
    return new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 1);
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return Set.of();
  }

  @Override
  public <T> T option(SocketOption<T> option) {
    throw new UnsupportedOperationException(option.name());
  }

  @Override
  public <T> void setOption(SocketOption<T> option, T value) {
    throw new UnsupportedOperationException(option.name());
  }

  @Override
  public Optional<Object> raw() {
    return Optional.empty();
  }

  @Override
  public void close() {
    trail.add("close " + remoteAddress.getAddress().getHostAddress());
  }
}
