package dev.fairlead.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.Fairlead;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every resource does that says nothing else. */
@ForEveryBackend
class ResourceTest {

  private final List<String> trail = new ArrayList<>();

  @Test
  void closingForcefullyWaitsForNothing() throws IOException {
    Resource polite =
        () -> {
          try {
            trail.add("says goodbye");
            Fairlead.sleepForever();
            trail.add("never");
          } finally {
            trail.add("closed");
          }
        };

    polite.closeForcefully();
    Checkpoints.checkpoint();

    assertEquals(List.of("says goodbye", "closed"), trail);
  }

  @Test
  void whatAForcefulCloseThrowsIsThrown() {
    var failure = new IOException("no disk");
    Resource broken =
        () -> {
          throw failure;
        };

    assertSame(failure, assertThrows(IOException.class, broken::closeForcefully));
  }
}
