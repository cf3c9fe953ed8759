package dev.fairlead.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.testsupport.ForEveryBackend;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class MemoryByteStreamsClosingTest extends WithMemoryPair {

  @Test
  void afterSendEofTheRestArrivesAndThenTheEnd() throws Exception {
    here.send(bytes("last"));
    here.sendEof();
    here.sendEof();

    assertEquals("last", receive(there));
    assertThrows(EndOfStreamException.class, there::receive);
    assertEquals(-1, there.receive(ByteBuffer.allocate(1)));
  }

  @Test
  void afterSendEofTheOtherDirectionGoesOn() throws Exception {
    here.sendEof();

    there.send(bytes("on"));

    assertEquals("on", receive(here));
    assertThrows(ClosedResourceException.class, () -> here.send(bytes("no")));
  }

  @Test
  void aWaitingReceiverSeesTheEnd() {
    TaskGroup.run(group -> {
      TaskHandle<Integer> receiver = group.startSoon(() -> there.receive(ByteBuffer.allocate(1)));
      Fairlead.awaitAllTasksBlocked();

      here.sendEof();

      assertEquals(-1, receiver.await());
    });
  }

  @Test
  void theOtherEndReceivesTheRestOfAClosedOne() throws Exception {
    here.send(bytes("bye"));
    here.close();

    assertEquals("bye", receive(there));
    assertThrows(EndOfStreamException.class, there::receive);
  }

  @Test
  void sendingToAClosedEndIsBroken() throws Exception {
    there.close();

    assertThrows(BrokenResourceException.class, () -> here.send(bytes("a")));
  }

  @Test
  void aWaitingSenderBreaksWhenTheOtherEndCloses() {
    TaskGroup.run(group -> {
      group.startSoon(
          () -> assertThrows(BrokenResourceException.class, () -> here.send(bytes("too long"))));
      Fairlead.awaitAllTasksBlocked();
      there.close();
    });
  }

  @Test
  void aClosedEndCanNeitherSendNorReceive() throws Exception {
    here.close();
    here.close();

    assertThrows(ClosedResourceException.class, () -> here.send(bytes("a")));
    assertThrows(ClosedResourceException.class, here::receive);
    assertThrows(ClosedResourceException.class, here::sendEof);
  }

  @Test
  void closingAnEndWakesWhoWaitsOnIt() {
    TaskGroup.run(group -> {
      group.startSoon(() -> assertThrows(ClosedResourceException.class, here::receive));
      group.startSoon(
          () -> assertThrows(ClosedResourceException.class, () -> here.send(bytes("too long"))));
      Fairlead.awaitAllTasksBlocked();
      here.close();
    });
  }
}
