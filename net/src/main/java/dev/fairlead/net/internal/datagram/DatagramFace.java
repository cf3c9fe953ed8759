package dev.fairlead.net.internal.datagram;

import dev.fairlead.attribute.Attribute;
import dev.fairlead.net.DatagramSocketStream;
import dev.fairlead.net.DatagramStatistics;
import dev.fairlead.net.spi.DatagramTransport;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The public face of a datagram transport, as far as all kinds have it in common. */
abstract class DatagramFace<T> implements DatagramSocketStream<T> {

  final DatagramEnd end;

  DatagramFace(DatagramTransport transport, String name) {
    this.end = new DatagramEnd(transport, name);
  }

  @Override
  public final OptionalLong dropped() throws IOException {
    end.ensureOpen("ask what was dropped at ");
    return end.transport.dropped();
  }

  @Override
  public SocketAddress localAddress() {
    return end.transport.localAddress();
  }

  @Override
  public final Set<SocketOption<?>> supportedOptions() {
    return end.transport.supportedOptions();
  }

  @Override
  public final <O extends @Nullable Object> O option(SocketOption<O> option) throws IOException {
    end.ensureOpen("read an option of ");
    return end.transport.option(option);
  }

  @Override
  public final <O> void setOption(SocketOption<O> option, O value) throws IOException {
    end.ensureOpen("set an option of ");
    end.transport.setOption(option, value);
  }

  @Override
  public final DatagramStatistics statistics() {
    return end.statistics();
  }

  @Override
  public final Map<Attribute<?>, Supplier<?>> attributes() {
    return end.attributes();
  }

  @Override
  public final void close() throws IOException {
    end.close();
  }

  @Override
  public final void closeForcefully() throws IOException {
    end.close();
  }

  @Override
  public final String toString() {
    return end.toString();
  }
}
