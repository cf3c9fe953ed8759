package dev.fairlead.net;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.Waits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class DrainAtTheStartTest {

  @Test
  void drainingAClosedListenerThatIsAboutToServeWaitsForNobody() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      var listener = Net.createTcpListener(0);
      listener.close();
      int spins = i % 50;
      TaskGroup.run(group -> {
        group.startSoon(() -> {
          try {
            listener.serve(_ -> {});
          } catch (ClosedResourceException e) {
            assertTrue(e.getMessage().contains("this program has closed it"), e.getMessage());
          }
        });
        group.startSoon(() -> {
          Waits.spin(spins);
          listener.drain(Duration.ZERO);
        });
      });
    }
  }

  @Test
  void drainingADrainedListenerThatIsServedOnceMoreWaitsForNobody() throws Exception {
    var listener = Net.createTcpListener(0);
    listener.drain(Duration.ZERO);
    TaskGroup.run(group -> {
      var serving =
          group.startSoon(() -> {
            for (int i = 0; i < 100_000; i++) {
              listener.serve(group, _ -> {});
            }
          });
      while (!serving.status().isEnd()) {
        listener.drain(Duration.ZERO);
        Checkpoints.checkpoint();
      }
    });
  }
}
