package dev.fairlead.net.internal.datagram;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.BusyResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.Deadline;
import dev.fairlead.Fairlead;
import dev.fairlead.attribute.Attribute;
import dev.fairlead.lowlevel.OpenResource;
import dev.fairlead.net.DatagramStatistics;
import dev.fairlead.net.DatagramTooLargeException;
import dev.fairlead.net.SocketAttribute;
import dev.fairlead.net.internal.Addresses;
import dev.fairlead.net.internal.SocketAttributes;
import dev.fairlead.net.spi.DatagramTransport;
import dev.fairlead.net.spi.DatagramTransport.Received;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is behind every public datagram socket: the transport, its users, and what went through. */
final class DatagramEnd {

  final DatagramTransport transport;
  private final String name;
  private final Deadline openedAt = Fairlead.currentTime();
  private final OpenResource open;

  // Any task.
  private final AtomicBoolean receiving = new AtomicBoolean();
  private final AtomicBoolean sending = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicLong datagramsReceived = new AtomicLong();
  private final AtomicLong bytesReceived = new AtomicLong();
  private final AtomicLong datagramsSent = new AtomicLong();
  private final AtomicLong bytesSent = new AtomicLong();

  DatagramEnd(DatagramTransport transport, String name) {
    this.transport = transport;
    this.name = name;
    this.open = OpenResource.note(this);
  }

  Received receive() throws IOException {
    begin(receiving, "receiving from ");
    try {
      Received received = transport.receive();
      countReceived(received.data().length);
      return received;
    } catch (IOException e) {
      throw failed("receive from ", e);
    } finally {
      receiving.set(false);
    }
  }

  @Nullable SocketAddress receive(ByteBuffer target) throws IOException {
    if (target.isReadOnly()) {
      throw new IllegalArgumentException("the buffer to receive into is read-only: " + target);
    }
    begin(receiving, "receiving from ");
    int before = target.position();
    try {
      SocketAddress sender = transport.receive(target);
      countReceived(target.position() - before);
      return sender;
    } catch (IOException e) {
      throw failed("receive from ", e);
    } finally {
      receiving.set(false);
    }
  }

  Optional<Received> tryReceive() throws IOException {
    begin(receiving, "receiving from ");
    try {
      Optional<Received> received = transport.tryReceive();
      received.ifPresent(datagram -> countReceived(datagram.data().length));
      return received;
    } catch (IOException e) {
      throw failed("receive from ", e);
    } finally {
      receiving.set(false);
    }
  }

  void send(ByteBuffer data, @Nullable SocketAddress target) throws IOException {
    begin(sending, "sending to ");
    int size = data.remaining();
    try {
      transport.send(data, target);
      countSent(size);
    } catch (IOException e) {
      throw failed("send to ", target, e);
    } catch (UnsupportedAddressTypeException e) {
      throw otherFamily(target, e);
    } finally {
      sending.set(false);
    }
  }

  boolean trySend(ByteBuffer data, @Nullable SocketAddress target) throws IOException {
    begin(sending, "sending to ");
    int size = data.remaining();
    try {
      boolean sent = transport.trySend(data, target);
      if (sent) {
        countSent(size);
      }
      return sent;
    } catch (IOException e) {
      throw failed("send to ", target, e);
    } catch (UnsupportedAddressTypeException e) {
      throw otherFamily(target, e);
    } finally {
      sending.set(false);
    }
  }

  private void begin(AtomicBoolean busy, String action) {
    if (!busy.compareAndSet(false, true)) {
      throw new BusyResourceException(action + name);
    }
  }

  private void countReceived(int size) {
    datagramsReceived.incrementAndGet();
    bytesReceived.addAndGet(size);
  }

  private void countSent(int size) {
    datagramsSent.incrementAndGet();
    bytesSent.addAndGet(size);
  }

  private IOException failed(String action, IOException cause) {
    return failed(action, null, cause);
  }

  private IOException failed(String action, @Nullable SocketAddress target, IOException cause) {
    ensureOpen(action);
    String whom = target == null ? name : Addresses.describeDatagrams(target);
    return cause instanceof DatagramTooLargeException
        ? cause
        : new BrokenResourceException("cannot " + action + whom + " now: " + words(cause), cause);
  }

  private IllegalArgumentException otherFamily(
      @Nullable SocketAddress target, UnsupportedAddressTypeException cause) {
    return new IllegalArgumentException(
        name
            + " has addresses of one family only, and cannot send to "
            + target
            + "; open it without withFamily, or with the other one, on a machine that has both",
        cause);
  }

  /** The JDK says nothing about the commonest failure. */
  private static @Nullable String words(IOException cause) {
    return cause instanceof PortUnreachableException
        ? "nobody receives at that port; the socket can go on being used"
        : cause.getMessage();
  }

  void ensureOpen(String action) {
    if (closed.get()) {
      throw new ClosedResourceException("cannot " + action + name + ": this program has closed it");
    }
  }

  void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      open.closed();
      transport.close();
    }
  }

  DatagramStatistics statistics() {
    return new DatagramStatistics(
        datagramsReceived.get(), bytesReceived.get(), datagramsSent.get(), bytesSent.get());
  }

  Map<Attribute<?>, Supplier<?>> attributes() {
    var attributes = new HashMap<Attribute<?>, Supplier<?>>();
    SocketAttributes.addLocal(attributes, transport);
    transport.remoteAddress().ifPresent(remote -> SocketAttributes.addRemote(attributes, remote));
    attributes.put(SocketAttribute.BYTES_RECEIVED, bytesReceived::get);
    attributes.put(SocketAttribute.BYTES_SENT, bytesSent::get);
    attributes.put(SocketAttribute.DATAGRAMS_RECEIVED, datagramsReceived::get);
    attributes.put(SocketAttribute.DATAGRAMS_SENT, datagramsSent::get);
    attributes.put(SocketAttribute.OPENED_AT, () -> openedAt);
    return attributes;
  }

  @Override
  public String toString() {
    return name + (closed.get() ? " (closed)" : " (open)");
  }
}
