package dev.fairlead.benchmarks.channels;

import static com.softwaremill.jox.Select.select;

import com.softwaremill.jox.Channel;
import java.util.List;

/** Jox receiving from whichever of two channels has something. */
final class JoxSelect {

  private JoxSelect() {}

  static void selectOfTwo(Crew crew, int operations) throws Exception {
    Channel<Object> one = Channel.newRendezvousChannel();
    Channel<Object> other = Channel.newRendezvousChannel();
    int half = Math.max(1, operations / 2);
    crew.run(
        List.of(
            () -> sendMany(one, half),
            () -> sendMany(other, half),
            () -> receiveMany(one, other, 2 * half)));
  }

  private static void sendMany(Channel<Object> channel, int items) throws InterruptedException {
    for (int i = 0; i < items; i++) {
      channel.send("an item");
    }
  }

  private static void receiveMany(Channel<Object> one, Channel<Object> other, int items)
      throws InterruptedException {
    for (int i = 0; i < items; i++) {
      select(one.receiveClause(), other.receiveClause());
    }
  }
}
