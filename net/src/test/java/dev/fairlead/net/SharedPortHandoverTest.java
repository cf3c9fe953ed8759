package dev.fairlead.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.lowlevel.Backends;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Sockets that share an address: outside a runtime of the tests, for it needs several loops. */
@EnabledOnOs(OS.LINUX)
class SharedPortHandoverTest {

  @Test
  void allSocketsOfAPortAreHandedOver() throws IOException {
    var backend = Backends.virtual(o -> o.withLoops(3));
    Fairlead.<IOException>run(
        o -> o.withBackend(backend),
        () -> {
          try (var listener = Net.createTcpListener(0, TcpListenOptions::withAcceptorPerLoop)) {
            List<Descriptor> all = Descriptor.allOf(listener);

            assertEquals(3, all.stream().mapToInt(Descriptor::number).distinct().count());
            all.forEach(Descriptor::close);
          }
        });
  }
}
