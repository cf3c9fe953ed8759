package dev.fairlead.net;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Body;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealSystem;
import dev.fairlead.testsupport.Waits;
import dev.fairlead.thread.ToThread;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The peer has ended, and a send that could have been told more is still under way. */
@ForEveryBackend
@NeedsRealSystem
class EndDuringSendTest {

  /** What is done while a file is being sent and the peer has ended. */
  @FunctionalInterface
  private interface Meanwhile {
    void run(SocketStream stream, SlowFile file) throws Exception;
  }

  private static void whileAFileIsSent(Meanwhile body) throws IOException {
    try (var pair = TcpPair.open();
        var file = new SlowFile()) {
      TaskGroup.run(group -> {
        group.startSoon(() -> pair.here().sendFile(file, 0, 1));
        ToThread.run(file::awaitAsked);
        pair.there().sendEof();
        pair.here().awaitReadable();

        body.run(pair.here(), file);
        file.come();
      });
    }
  }

  /** Starts to receive, and returns when that waits: a task that looks again and again does not. */
  private static <T> TaskHandle<T> startToWait(TaskGroup group, Body<T, IOException> receive) {
    TaskHandle<T> receiver = group.startSoon(receive);
    while (receiver.info().waitingFor().isEmpty()) {
      Checkpoints.yieldNow();
    }
    return receiver;
  }

  @Test
  void theReceiverWaitsUntilItIsOver() throws IOException {
    whileAFileIsSent((stream, file) ->
        TaskGroup.run(group -> {
          var receiver =
              startToWait(
                  group, () -> assertThrows(EndOfStreamException.class, () -> stream.receive()));
          assertTrue(receiver.info().waitingFor().get().startsWith("receive on TCP"));
          file.come();
          receiver.await();
        }));
  }

  @Test
  void aReceiverThatIsCancelledIsToldOfTheEndLater() throws IOException {
    whileAFileIsSent((stream, file) -> {
      TaskGroup.run(group -> startToWait(group, stream::receive).cancelAndJoin());
      file.come();
      assertThrows(EndOfStreamException.class, () -> stream.receive());
    });
  }

  @Test
  void whoeverComesFirst() throws IOException {
    for (int i = 0; i < 200; i++) {
      int round = i;
      whileAFileIsSent((stream, file) ->
          TaskGroup.run(group -> {
            group.startSoon(() -> assertThrows(EndOfStreamException.class, () -> stream.receive()));
            Waits.spin(10 * round);
            file.come();
          }));
    }
  }
}
