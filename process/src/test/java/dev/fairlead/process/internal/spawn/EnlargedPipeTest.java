package dev.fairlead.process.internal.spawn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.process.internal.pipe.OsPipe;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class EnlargedPipeTest {

  private static final int LARGE = 1 << 18;

  @Test
  void anEnlargedPipeTakesSoMuchBeforeItsWriterHasToWait() throws IOException {
    try (OsPipe pipe = OsPipe.open().orElseThrow()) {
      pipe.sink().configureBlocking(false);
      ByteBuffer bytes = ByteBuffer.allocateDirect(2 * LARGE);

      assertTrue(Libc.enlargePipe(pipe.number(), LARGE));

      assertEquals(LARGE, pipe.sink().write(bytes));
    }
  }

  @Test
  void whatIsNoPipeIsNotEnlarged() {
    assertFalse(Libc.enlargePipe(-1, LARGE));
  }
}
