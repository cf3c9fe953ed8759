package dev.fairlead.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.testsupport.Waits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

@NeedsRealThreads
@ForEveryBackend
class SpooledTemporaryFileTest {

  @Test
  void exactlyTheLimitStaysInMemory() throws IOException {
    try (var spooled = SpooledTemporaryFile.create(10)) {
      spooled.file().write(new byte[9]);
      spooled.file().write(new byte[1]);
      assertFalse(spooled.isRolledOver());

      spooled.file().write(new byte[1]);

      assertTrue(spooled.isRolledOver());
      assertEquals(11, spooled.file().size());
      assertEquals(11, spooled.file().position());
    }
  }

  @Test
  void withoutALimitTheFirstByteRollsOver() throws IOException {
    try (var spooled = SpooledTemporaryFile.create(0)) {
      spooled.file().write(new byte[0]);
      assertFalse(spooled.isRolledOver());

      spooled.file().write(new byte[1]);

      assertTrue(spooled.isRolledOver());
    }
    assertThrows(IllegalArgumentException.class, () -> SpooledTemporaryFile.create(-1));
  }

  @Test
  void thePositionCountsAndNotTheAmount() throws IOException {
    try (var spooled = SpooledTemporaryFile.create(10)) {
      spooled.file().seek(8);
      spooled.file().write(new byte[] {1, 2});
      assertFalse(spooled.isRolledOver());

      spooled.file().writeAt(10, new byte[] {3});

      assertTrue(spooled.isRolledOver());
      spooled.file().seek(0);
      assertArrayEquals(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3}, spooled.file().read());
    }
  }

  @Test
  void growingRollsOverToo() throws IOException {
    try (var spooled = SpooledTemporaryFile.create(10)) {
      assertEquals(10, spooled.file().truncate(10));
      assertFalse(spooled.isRolledOver());

      assertEquals(11, spooled.file().truncate(11));

      assertTrue(spooled.isRolledOver());
      assertEquals(11, spooled.file().size());
    }
  }

  @Test
  void whatNoFileHasRoomForIsRefusedAsAFileDoes() throws IOException {
    try (var spooled = SpooledTemporaryFile.create(10)) {
      spooled.file().writeText("kept");

      assertThrows(IOException.class, () -> spooled.file().writeAt(Long.MAX_VALUE, new byte[2]));

      assertEquals(4, spooled.file().size());
      spooled.file().seek(0);
      assertEquals("kept", spooled.file().readText());
    }
    try (var spooled = SpooledTemporaryFile.create(10)) {
      spooled.file().seek(Long.MAX_VALUE);

      assertThrows(IOException.class, () -> spooled.file().write(new byte[2]));

      assertEquals(0, spooled.file().size());
    }
  }

  @Test
  void aPositionBehindTheNewEndMovesThereOnDiskAndInMemory() throws IOException {
    for (int limit : new int[] {0, 100}) {
      try (var spooled = SpooledTemporaryFile.create(limit)) {
        spooled.file().writeText("some");
        spooled.file().seek(50);

        spooled.file().truncate(20);

        assertEquals(20, spooled.file().position(), "limit " + limit);
        assertEquals(20, spooled.file().size());
      }
    }
  }

  @Test
  void rollsOverByHand() throws IOException {
    try (var spooled = SpooledTemporaryFile.create(100)) {
      spooled.file().writeText("one\ntwo\nthree");
      spooled.file().seek(0);
      assertEquals(Optional.of("one"), spooled.file().readLine());

      spooled.rollOver();
      spooled.rollOver();

      assertTrue(spooled.isRolledOver());
      assertEquals(4, spooled.file().position());
      assertEquals(Optional.of("two"), spooled.file().readLine());
      assertEquals("three", spooled.file().readText());
    }
  }

  @Test
  void inMemoryNoTokenIsNeeded() throws Exception {
    var none = new CapacityLimiter(0);
    try (var spooled =
        SpooledTemporaryFile.create(100, o -> o.withFile(f -> f.withLimiter(none)))) {
      spooled.file().writeText("text");
      spooled.file().seek(0);

      assertEquals("text", spooled.file().readText());
      Waits.assertCancelledBefore(() -> spooled.file().size());
      FileWaits.assertCancelledWhileWaitingFor(
          "a token", () -> spooled.file().write(new byte[100]));
      assertFalse(spooled.isRolledOver());
      assertEquals(4, spooled.file().size());
    }
  }

  @Test
  void nothingWorksAfterClosing() throws IOException {
    for (boolean rolledOver : List.of(false, true)) {
      var spooled = SpooledTemporaryFile.create(10);
      if (rolledOver) {
        spooled.rollOver();
      }
      spooled.close();

      assertThrows(ClosedResourceException.class, () -> spooled.file().read());
      assertThrows(ClosedResourceException.class, spooled::rollOver);
    }
  }

  /** The same operations on a file that rolls over and on one that never does. */
  @Test
  void rollingOverIsInvisible() throws IOException {
    for (int seed = 0; seed < 30; seed++) {
      assertEquals(trace(seed, 20), trace(seed, 100_000), "seed " + seed);
    }
  }

  private static List<String> trace(int seed, int maxSize) throws IOException {
    var random = new Random(seed);
    var trace = new ArrayList<String>();
    try (var spooled = SpooledTemporaryFile.create(maxSize)) {
      AsyncFile file = spooled.file();
      for (int i = 0; i < 40; i++) {
        trace.add(step(file, random) + " at " + file.position() + " of " + file.size());
      }
      file.seek(0);
      trace.add(new String(file.read(), US_ASCII));
    }
    return trace;
  }

  private static String step(AsyncFile file, Random random) throws IOException {
    int n = random.nextInt(30);
    return switch (random.nextInt(9)) {
      case 0 -> "write " + file.write("x".repeat(n).getBytes(US_ASCII));
      case 1 -> "text " + file.writeText("line\n".repeat(n / 10));
      case 2 -> "line " + file.readLine();
      case 3 -> "read " + new String(file.read(n), US_ASCII);
      case 4 -> "seek " + file.seek(n);
      case 5 -> "writeAt " + file.writeAt(n, "yz".getBytes(US_ASCII));
      case 6 -> "readAt " + new String(file.readAt(n, 5), US_ASCII);
      case 7 -> "truncate " + file.truncate(n);
      default -> "once " + file.readFully(ByteBuffer.allocate(n + 1));
    };
  }
}
