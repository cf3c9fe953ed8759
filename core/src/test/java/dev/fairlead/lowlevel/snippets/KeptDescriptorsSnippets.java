package dev.fairlead.lowlevel.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.fairlead.lowlevel.KeptDescriptors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.DatagramChannel;
import org.junit.jupiter.api.Test;

class KeptDescriptorsSnippets {

  // @start region="note"
  /** The one socket through which all of this program tells its counters. */
  static final class Counters {
    static final DatagramChannel SOCKET = open();

    private static DatagramChannel open() {
      try {
        DatagramChannel socket = DatagramChannel.open();
        KeptDescriptors.note("socket"); // so that no test takes it for a leak
        return socket;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  // @end

  @Test
  void whatIsKeptForGoodIsCountedByItsKind() throws IOException {
    int before = KeptDescriptors.counts().getOrDefault("socket", 0);

    try (DatagramChannel socket = Counters.SOCKET) {
      assertSame(socket, Counters.SOCKET);
      assertEquals(before + 1, KeptDescriptors.counts().get("socket"));
    }
  }
}
