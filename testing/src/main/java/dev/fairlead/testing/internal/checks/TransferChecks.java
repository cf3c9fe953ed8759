package dev.fairlead.testing.internal.checks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** That bytes come through: all, in order, in pieces of any size, and no faster than received. */
final class TransferChecks {

  private static final int MANY = 100_000;
  private static final int LARGEST_CHUNK = 5_000;

  private TransferChecks() {}

  static List<Check<Way>> all() {
    return List.of(
        Check.of("bytes arrive complete and in order", TransferChecks::inOrder),
        Check.of("a receive keeps to its limit and its buffer", TransferChecks::limits),
        Check.of("any kind of buffer can be sent, several at once", TransferChecks::buffers),
        Check.of("sending nothing sends nothing", TransferChecks::nothing),
        Check.of("a receive without room is refused", TransferChecks::noRoom),
        Check.of("a receive waits for bytes", TransferChecks::waits),
        Check.of("a sender nobody receives from waits", TransferChecks::backpressure));
  }

  private static void inOrder(Way way) throws Exception {
    var sizes = new Random(1);
    Way.together(group -> {
      group.startSoon(() -> {
        for (int left = MANY; left > 0; ) {
          int size = Math.min(left, sizes.nextInt(LARGEST_CHUNK));
          way.send(size);
          left -= size;
        }
      });
      receiveInOddPieces(way, MANY);
    });
  }

  static void receiveInOddPieces(Way way, int total) throws Exception {
    var sizes = new Random(2);
    for (int left = total; left > 0; ) {
      byte[] chunk = way.receiver.receive(Math.min(left, 1 + sizes.nextInt(LARGEST_CHUNK)));
      way.expect(chunk);
      left -= chunk.length;
    }
  }

  private static void limits(Way way) throws Exception {
    Way.together(group -> {
      group.startSoon(() -> way.send(1_000));
      for (int max : new int[] {1, 7, 100}) {
        byte[] chunk = way.receiver.receive(max);
        assertTrue(
            chunk.length > 0 && chunk.length <= max,
            () -> chunk.length + " bytes came, at most " + max + " were asked for");
        way.expect(chunk);
      }
      receiveIntoTheMiddle(way, ByteBuffer.allocate(50));
      receiveIntoTheMiddle(way, ByteBuffer.allocateDirect(50));
      way.receiveRest();
    });
  }

  private static void receiveIntoTheMiddle(Way way, ByteBuffer target) throws Exception {
    target.position(10).limit(40);

    int count = way.receiver.receive(target);

    assertEquals(10 + count, target.position(), "position of a buffer that got " + count);
    assertEquals(40, target.limit(), "limit of the buffer");
    var all = new byte[50];
    target.clear().get(all);
    assertArrayEquals(new byte[10], Arrays.copyOf(all, 10), "before the position");
    assertArrayEquals(new byte[10], Arrays.copyOfRange(all, 40, 50), "after the limit");
    way.expect(Arrays.copyOfRange(all, 10, 10 + count));
  }

  private static void buffers(Way way) throws Exception {
    Way.together(group -> {
      ByteBuffer direct = ByteBuffer.allocateDirect(300).put(way.next(300)).flip();
      ByteBuffer readOnly = way.next(200).asReadOnlyBuffer();
      ByteBuffer empty = ByteBuffer.allocate(0);
      ByteBuffer part = ByteBuffer.allocate(100).position(20).put(way.next(50)).flip().position(20);
      ByteBuffer[] sources = {direct, readOnly, empty, part};
      var sending = group.startSoon(() -> way.sender.send(sources));
      way.receiveRest();
      sending.await();
      for (ByteBuffer source : sources) {
        assertFalse(source.hasRemaining(), () -> "sent, but " + source.remaining() + " remain");
      }
      group.startSoon(() -> {
        way.sender.send(way.next(10).array());
        way.sender.send(ByteBuffer.allocateDirect(10).put(way.next(10)).flip());
      });
      way.receive(20);
    });
  }

  private static void nothing(Way way) throws Exception {
    Way.together(group -> {
      group.startSoon(() -> {
        way.sender.send(new byte[0]);
        way.sender.send();
        way.sender.send(ByteBuffer.allocate(0));
        way.sender.send(ByteBuffer.allocate(0), ByteBuffer.allocate(0));
        way.send(1);
      });
      byte[] chunk = way.receiver.receive();
      assertEquals(1, chunk.length, "bytes that came");
      way.expect(chunk);
    });
  }

  private static void noRoom(Way way) throws Exception {
    assertThrows(
        IllegalArgumentException.class, () -> way.receiver.receive(ByteBuffer.allocate(0)));
    assertThrows(IllegalArgumentException.class, () -> way.receiver.receive(0));
    assertThrows(IllegalArgumentException.class, () -> way.receiver.receive(-1));
    Way.together(group -> {
      group.startSoon(() -> way.send(10));
      way.receive(10);
    });
  }

  private static void waits(Way way) throws Exception {
    Way.together(group -> {
      var receiving = group.startSoon(() -> way.receiver.receive(10));
      Fairlead.awaitAllTasksBlocked();
      assertFalse(receiving.status().isEnd(), "received although nothing was sent");
      group.startSoon(() -> way.send(10));
      way.expect(receiving.await());
      way.receiveRest();
    });
  }

  private static void backpressure(Way way) throws Exception {
    if (way.isLimited()) {
      Way.together(group -> {
        var sending = way.sendTooMuch(group, way.next(way.tooMuch()));
        way.receiveRest();
        sending.await();
      });
    }
  }
}
