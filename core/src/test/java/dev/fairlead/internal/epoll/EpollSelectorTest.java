package dev.fairlead.internal.epoll;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.testsupport.NeedsNativeSockets;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NeedsNativeSockets
class EpollSelectorTest {

  private EpollSelector selector;
  private SocketChannel near;
  private SocketChannel far;

  @BeforeEach
  void open() throws IOException {
    selector = EpollSelector.openEpoll();
    try (var server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      near = SocketChannel.open(server.getLocalAddress());
      far = server.accept();
    }
    far.configureBlocking(false);
  }

  @AfterEach
  void close() throws IOException {
    near.close();
    far.close();
    selector.close();
  }

  private List<SelectionKey> ready() throws IOException {
    var keys = new ArrayList<SelectionKey>();
    assertEquals(selector.selectNow(keys::add), keys.size());
    return keys;
  }

  private EpollKey register(int ops) throws IOException {
    return (EpollKey) far.register(selector, ops, "attached");
  }

  private static void completeBy(CompletableFuture<Integer> over, Callable<Integer> selection) {
    try {
      over.complete(selection.call());
    } catch (Exception e) {
      over.completeExceptionally(e);
    }
  }

  private static DirectSocket socketOf(EpollKey key) {
    return Objects.requireNonNull(key.socket());
  }

  private void send(int... bytes) throws IOException {
    var buffer = ByteBuffer.allocate(bytes.length);
    for (int b : bytes) {
      buffer.put((byte) b);
    }
    near.write(buffer.flip());
  }

  @Test
  void reportsWhatIsReadyAgainAndAgain() throws IOException {
    EpollKey key = register(SelectionKey.OP_READ);
    assertEquals(List.of(), ready());
    send(1);

    assertEquals(List.of(key), ready());
    assertEquals(List.of(key), ready());
    assertEquals(SelectionKey.OP_READ, key.readyOps());
    assertEquals("attached", key.attachment());
  }

  @Test
  void looksForWhatTheKeyIsInterestedInNow() throws IOException {
    EpollKey key = register(0);
    send(1);
    assertEquals(List.of(), ready());

    key.interestOpsOr(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    assertEquals(List.of(key), ready());
    assertEquals(SelectionKey.OP_READ | SelectionKey.OP_WRITE, key.readyOps());

    key.interestOpsAnd(~SelectionKey.OP_READ);
    assertEquals(List.of(key), ready());
    assertEquals(SelectionKey.OP_WRITE, key.readyOps());

    key.interestOps(0);
    assertEquals(List.of(), ready());
    assertThrows(IllegalArgumentException.class, () -> key.interestOps(SelectionKey.OP_ACCEPT));
  }

  @Test
  void watchesWhateverChannelOfTheJdkItIsGiven() throws IOException {
    Pipe pipe = Pipe.open();
    try (var source = pipe.source();
        var sink = pipe.sink();
        var datagrams = DatagramChannel.open();
        var server = ServerSocketChannel.open()) {
      server.bind(null).configureBlocking(false);
      datagrams.bind(null).configureBlocking(false);
      source.configureBlocking(false);
      var readable = source.register(selector, SelectionKey.OP_READ);
      var writable = datagrams.register(selector, SelectionKey.OP_WRITE);
      var acceptable = server.register(selector, SelectionKey.OP_ACCEPT);
      assertEquals(List.of(writable), ready());

      sink.write(ByteBuffer.allocate(1));
      try (var client = SocketChannel.open(server.getLocalAddress())) {
        assertEquals(3, ready().size());
        assertEquals(SelectionKey.OP_READ, readable.readyOps());
        assertEquals(SelectionKey.OP_ACCEPT, acceptable.readyOps());
        assertTrue(client.isConnected());
      }
    }
  }

  @Test
  void aPeerThatIsGoneMakesAllReady() throws IOException {
    EpollKey key = register(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    near.setOption(StandardSocketOptions.SO_LINGER, 0);
    near.close();

    assertEquals(List.of(key), ready());
    assertEquals(SelectionKey.OP_READ | SelectionKey.OP_WRITE, key.readyOps());
    var failure =
        assertThrows(SocketException.class, () -> socketOf(key).read(ByteBuffer.allocate(1)));
    assertEquals("Connection reset", failure.getMessage());
    var again =
        assertThrows(SocketException.class, () -> socketOf(key).read(ByteBuffer.allocate(1)));
    assertEquals("Connection reset", again.getMessage(), "the system says so once only");
    var broken =
        assertThrows(SocketException.class, () -> socketOf(key).write(ByteBuffer.allocate(1)));
    assertEquals("Broken pipe", broken.getMessage());
  }

  @Test
  void aWakeUpEndsTheSelectionThatRunsOrTheNextOne() throws Exception {
    selector.wakeup();
    selector.wakeup();
    assertEquals(0, selector.select(key -> {}));

    var result = new CompletableFuture<Integer>();
    Thread selecting =
        Thread.ofPlatform()
            .start(() -> completeBy(result, () -> selector.select(key -> {}, 10_000)));
    selector.wakeup();
    assertEquals(0, result.get());
    selecting.join();
  }

  @Test
  void aSelectionEndsWhenItsTimeIsOver() throws IOException {
    long before = System.nanoTime();
    assertEquals(0, selector.select(key -> {}, 3));
    assertTrue(System.nanoTime() - before >= 2_000_000);
  }

  @Test
  void readsAndWritesAsTheChannelDoes() throws IOException {
    EpollKey key = register(SelectionKey.OP_READ);
    ByteBuffer[] targets = {
      ByteBuffer.allocate(8), ByteBuffer.allocate(12).slice(4, 8), ByteBuffer.allocateDirect(8)
    };
    for (ByteBuffer target : targets) {
      assertTrue(socketOf(key).suits(target));
      assertEquals(0, socketOf(key).read(target.position(2).limit(5)));
      send(7, 8, 9, 10);
      assertEquals(List.of(key), ready());
      assertEquals(3, socketOf(key).read(target));
      assertEquals(5, target.position());
      assertArrayEquals(new byte[] {7, 8, 9}, bytes(target.flip().position(2)));
      assertEquals(1, socketOf(key).read(target.clear()));

      assertEquals(3, socketOf(key).write(target.clear().position(2).limit(5)));
      var echo = ByteBuffer.allocate(8);
      near.read(echo);
      assertEquals(3, echo.position());
    }
    near.shutdownOutput();
    assertEquals(-1, socketOf(key).read(ByteBuffer.allocate(1)));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    var all = new byte[buffer.remaining()];
    buffer.get(all);
    return all;
  }

  @Test
  void aChannelThatIsInBlockingModeMeanwhileIsNotWaitedFor() throws IOException {
    far.configureBlocking(true);
    int descriptor = ChannelDescriptors.of(far);
    var state = new CallState();
    var chunk = MemorySegment.ofArray(new byte[1 << 17]);

    assertTrue(SystemCalls.receive(state.memory, descriptor, chunk) < 0);
    assertTrue(state.shouldTryLater(), state.failure());
    long last = 1;
    while (last > 0) {
      last = SystemCalls.send(state.memory, descriptor, chunk);
    }
    assertTrue(state.shouldTryLater(), state.failure());
  }

  @Test
  void memoryThatWasGivenBackIsRefused() throws IOException {
    EpollKey key = register(SelectionKey.OP_READ);
    ByteBuffer gone;
    try (Arena arena = Arena.ofConfined()) {
      gone = arena.allocate(8).asByteBuffer();
    }
    assertThrows(IllegalStateException.class, () -> socketOf(key).read(gone));
    assertThrows(IllegalStateException.class, () -> socketOf(key).write(gone));
  }

  @Test
  void whatIsLongGoesThroughTheChannel() throws IOException {
    EpollKey key = register(SelectionKey.OP_READ);

    assertTrue(socketOf(key).suits(ByteBuffer.allocate(131_072)));
    assertFalse(socketOf(key).suits(ByteBuffer.allocate(131_073)));
  }

  @Test
  void aChannelThatIsNotConnectedSaysSoItself() throws IOException {
    try (var alone = SocketChannel.open()) {
      alone.configureBlocking(false);
      var key = (EpollKey) alone.register(selector, SelectionKey.OP_READ);
      assertFalse(socketOf(key).suits(ByteBuffer.allocate(1)));
      selector.selectNow(k -> assertEquals(SelectionKey.OP_READ, k.readyOps()));
    }
    assertEquals(List.of(), ready());
  }

  @Test
  void aDescriptorThatTheSystemHasForgottenMayLeave() throws IOException {
    EpollKey key = register(SelectionKey.OP_READ);
    ready();
    key.interestOps(0);
    ready();
    key.watchedFor = Epoll.IN;
    key.cancel();

    assertEquals(List.of(), ready());
    assertFalse(far.isRegistered());
  }

  @Test
  void writesWhatThereIsRoomFor() throws IOException {
    EpollKey key = register(SelectionKey.OP_WRITE);
    var chunk = ByteBuffer.allocate(1 << 17);
    while (socketOf(key).write(chunk.clear()) > 0) {
      assertTrue(chunk.position() > 0);
    }
    assertEquals(0, chunk.position());
    assertEquals(List.of(), ready());
  }

  @Test
  void theDescriptorIsOutOfReachOnceTheKeyIsCancelled() throws IOException {
    EpollKey key = register(SelectionKey.OP_READ);
    var buffer = ByteBuffer.allocate(1);
    assertTrue(socketOf(key).suits(buffer));

    assertFalse(socketOf(key).suits(buffer.asReadOnlyBuffer()));
    assertFalse(socketOf(key).suits(ByteBuffer.allocate(0)));
    key.cancel();
    assertFalse(socketOf(key).suits(buffer));
    assertThrows(CancelledKeyException.class, key::readyOps);
    assertThrows(CancelledKeyException.class, () -> key.interestOps(0));
  }

  @Test
  void aKeyIsTakenBackOnlyWhenNobodyUsesTheDescriptorAnyMore() throws Exception {
    EpollKey key = register(SelectionKey.OP_READ);
    assertTrue(socketOf(key).enter());
    far.close();
    var over = new CompletableFuture<Integer>();
    Thread selecting =
        Thread.ofPlatform().start(() -> completeBy(over, () -> selector.selectNow(k -> {})));
    // From here on the selection waits for the one who is inside.
    while (socketOf(key).enter()) {
      socketOf(key).leave();
      Thread.onSpinWait();
    }
    assertTrue(key.isHeld());
    assertTrue(far.isRegistered());

    socketOf(key).leave();
    assertEquals(0, over.get());
    assertFalse(key.isHeld());
    selecting.join();
    assertThrows(ClosedChannelException.class, () -> socketOf(key).read(ByteBuffer.allocate(1)));
  }

  @Test
  void aVirtualThreadParks() throws Exception {
    EpollKey key = register(SelectionKey.OP_READ);
    var ready = new ArrayList<SelectionKey>();
    var over = new CompletableFuture<Integer>();
    Thread selecting =
        Thread.ofVirtual().start(() -> completeBy(over, () -> selector.select(ready::add)));
    while (selecting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    send(1);

    assertEquals(1, over.get());
    assertEquals(List.of(key), ready);
  }

  @Test
  void aVirtualThreadParksNoLongerThanItsLimit() throws Exception {
    var over = new CompletableFuture<Integer>();
    long before = System.nanoTime();
    Thread.ofVirtual().start(() -> completeBy(over, () -> selector.select(k -> {}, 3)));

    assertEquals(0, over.get());
    assertTrue(System.nanoTime() - before >= 2_000_000);
  }

  @Test
  void theDescriptorOfAClosedChannelIsKeptUntilTheNextSelection() throws IOException {
    register(SelectionKey.OP_READ);
    near.configureBlocking(false);
    far.close();
    var buffer = ByteBuffer.allocate(1);
    assertTrue(far.isRegistered());

    assertEquals(List.of(), ready());
    assertFalse(far.isRegistered());
    assertEquals(0, selector.keys().size());
    near.configureBlocking(true);
    assertEquals(-1, near.read(buffer), "the peer was not told");
  }

  @Test
  void aChannelMayLeaveAndComeAgain() throws IOException {
    EpollKey key = register(SelectionKey.OP_READ);
    send(1);
    assertEquals(List.of(key), ready());
    key.cancel();
    assertTrue(key.isHeld());
    assertEquals(List.of(), ready());
    assertFalse(key.isHeld());
    assertNull(far.keyFor(selector));

    EpollKey again = register(SelectionKey.OP_READ);
    assertEquals(List.of(again), ready());
  }

  @Test
  void aClosedSelectorHoldsNothing() throws IOException {
    EpollKey key = register(SelectionKey.OP_READ);
    selector.close();

    assertFalse(key.isValid());
    assertFalse(key.isHeld());
    assertFalse(far.isRegistered());
    assertThrows(ClosedSelectorException.class, () -> selector.selectNow(k -> {}));
    assertThrows(ClosedSelectorException.class, () -> far.register(selector, SelectionKey.OP_READ));
    selector.wakeup();
  }
}
