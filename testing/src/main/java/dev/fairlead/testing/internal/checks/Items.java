package dev.fairlead.testing.internal.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.EndOfStreamException;
import dev.fairlead.stream.UnreliableObjectReceiveStream;
import dev.fairlead.stream.UnreliableObjectSendStream;
import dev.fairlead.testing.StreamCheckOptions;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** One direction of objects, and how far both ends have come in counting. */
final class Items<T> {

  private static final int DEFAULT_MOST_UNRECEIVED = 10_000;

  final UnreliableObjectSendStream<T> sender;
  final UnreliableObjectReceiveStream<T> receiver;
  private final IntFunction<? extends T> item;
  private final StreamCheckOptions options;
  private final AtomicInteger sent = new AtomicInteger(); // any task
  private int received; // the one that receives

  Items(
      UnreliableObjectSendStream<T> sender,
      UnreliableObjectReceiveStream<T> receiver,
      IntFunction<? extends T> item,
      StreamCheckOptions options) {
    this.sender = sender;
    this.receiver = receiver;
    this.item = item;
    this.options = options;
  }

  boolean isLimited() {
    return options.mostUnreceived() != StreamCheckOptions.UNLIMITED;
  }

  int tooMany() {
    return 1 + (options.mostUnreceived() == 0 ? DEFAULT_MOST_UNRECEIVED : options.mostUnreceived());
  }

  boolean isShared() {
    return options.shared();
  }

  /** The object with a number. */
  T item(int number) {
    return item.apply(number);
  }

  /** The next object. */
  T next() {
    return item(sent.getAndIncrement());
  }

  void sendNext() throws IOException {
    sender.send(next());
  }

  void sendNext(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      sendNext();
    }
  }

  /** Looks whether this is the next object. */
  void expect(T found) {
    expectNumber(received++, found);
  }

  void expectNumber(int number, T found) {
    Words.assertSame("object " + number, item(number), found);
  }

  void receiveNext() throws IOException {
    expect(receiver.receive());
  }

  void receiveNext(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      receiveNext();
    }
  }

  void expectEnd() {
    assertThrows(EndOfStreamException.class, receiver::receive, "instead of the end");
    assertThrows(EndOfStreamException.class, receiver::receive, "the end comes once only");
  }

  void expectAllReceived() {
    assertEquals(sent.get(), received, "objects received of those that were sent");
  }
}
