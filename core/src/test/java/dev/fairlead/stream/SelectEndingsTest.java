package dev.fairlead.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testsupport.ForEveryBackend;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class SelectEndingsTest extends Selecting {

  @Test
  void theEndOfAStreamIsThrownUnlessTheCaseSaysWhatToDo() throws Exception {
    one.send().close();

    assertThrows(EndOfStreamException.class, this::receiveFromEither);
    String did =
        Select.first(
            Select.receive(one.receive()).call(item -> "received").orAtEnd(() -> "ended"),
            Select.receive(other.receive()).call(item -> "other"));

    assertEquals("ended", did);
  }

  @Test
  void aBrokenSendIsThrownUnlessTheCaseSaysWhatToDo() throws Exception {
    one.receive().close();
    var send = Select.send(one.send(), 1).call(() -> "sent");

    assertThrows(BrokenResourceException.class, () -> Select.first(send));

    assertEquals("broken", Select.first(send.orAtEnd(() -> "broken")));
  }

  @Test
  void anEndThatComesWhileWaitingIsSeen() {
    TaskGroup.run(group -> {
      var selecting =
          group.startSoon(() -> assertThrows(EndOfStreamException.class, this::receiveFromEither));
      Fairlead.awaitAllTasksBlocked();
      one.send().close();
      selecting.await();
    });
    assertNobodyWaits();
  }

  @Test
  void closingAHandleEndsASelectionThatWaitsOnIt() {
    TaskGroup.run(group -> {
      var selecting =
          group.startSoon(
              () -> assertThrows(ClosedResourceException.class, this::receiveFromEither));
      Fairlead.awaitAllTasksBlocked();
      one.receive().close();
      selecting.await();
    });
    assertEquals(0, other.receive().statistics().tasksWaitingReceive());
  }

  @Test
  void whatTheCaseThrowsIsThrown() throws Exception {
    one.send().send(1);

    assertThrows(
        InterruptedException.class,
        () ->
            Select.first(
                Select.receive(one.receive())
                    .run(item -> {
                      throw new InterruptedException("case " + item);
                    })));
  }
}
