package dev.fairlead.net.internal;

import dev.fairlead.attribute.Attribute;
import dev.fairlead.net.SocketAttribute;
import dev.fairlead.net.SocketStatistics;
import dev.fairlead.net.SocketStream;
import dev.fairlead.net.spi.StreamTransport;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The public face of a transport. */
public class TransportStream implements SocketStream {

  private final StreamState state;
  private final Receiving receiving;
  private final Sending sending;

  /** Takes over a transport. */
  public TransportStream(StreamTransport transport) {
    this.state = new StreamState(transport);
    this.receiving = new Receiving(state);
    this.sending = new Sending(state);
  }

  @Override
  public void awaitReadable() {
    receiving.awaitReadable();
  }

  @Override
  public int receive(ByteBuffer target) throws IOException {
    return receiving.receive(target);
  }

  @Override
  public byte[] receive(int maxBytes) throws IOException {
    return receiving.receive(maxBytes);
  }

  @Override
  public void send(ByteBuffer source) throws IOException {
    sending.send(source);
  }

  @Override
  public void send(ByteBuffer... sources) throws IOException {
    sending.send(sources);
  }

  @Override
  public long sendFile(FileChannel file, long position, long count) throws IOException {
    return sending.sendFile(file, position, count);
  }

  @Override
  public void sendEof() throws IOException {
    sending.sendEof();
  }

  @Override
  public void forgetUnfinishedSend() {
    sending.forgetUnfinished();
  }

  @Override
  public void close() throws IOException {
    if (state.close()) {
      state.transport.close();
    }
  }

  @Override
  public void closeForcefully() throws IOException {
    close();
  }

  @Override
  public void abort() throws IOException {
    if (state.close()) {
      state.transport.abort();
    }
  }

  /** Whether this program has closed it. */
  public final boolean isClosed() {
    return state.isClosed();
  }

  /** What it is the face of. */
  public final StreamTransport transport() {
    return state.transport;
  }

  final Receiving receiving() {
    return receiving;
  }

  final Sending sending() {
    return sending;
  }

  final void ensureOpen(String action) {
    state.ensureOpen(action);
  }

  @Override
  public SocketAddress localAddress() {
    return state.transport.localAddress();
  }

  @Override
  public SocketAddress remoteAddress() {
    return state.transport.remoteAddress();
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return state.transport.supportedOptions();
  }

  @Override
  public <T extends @Nullable Object> T option(SocketOption<T> option) throws IOException {
    state.ensureOpen("read an option of");
    return state.transport.option(option);
  }

  @Override
  public <T> void setOption(SocketOption<T> option, T value) throws IOException {
    state.ensureOpen("set an option of");
    state.transport.setOption(option, value);
  }

  @Override
  public SocketStatistics statistics() {
    return new SocketStatistics(
        receiving.bytes(),
        sending.bytes(),
        receiving.receives(),
        sending.sends(),
        state.openedAt());
  }

  @Override
  public Map<Attribute<?>, Supplier<?>> attributes() {
    var attributes = new HashMap<Attribute<?>, Supplier<?>>();
    SocketAttributes.addLocal(attributes, state.transport);
    SocketAttributes.addRemote(attributes, remoteAddress());
    attributes.put(SocketAttribute.BYTES_RECEIVED, receiving::bytes);
    attributes.put(SocketAttribute.BYTES_SENT, sending::bytes);
    attributes.put(SocketAttribute.OPENED_AT, state::openedAt);
    return attributes;
  }

  @Override
  public String toString() {
    return state.toString();
  }
}
