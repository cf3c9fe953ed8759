package dev.fairlead.process;

import dev.fairlead.testing.OnBackend;
import dev.fairlead.testing.StreamChecks;
import dev.fairlead.testing.StreamChecks.Ends;
import dev.fairlead.testsupport.Checked;
import dev.fairlead.testsupport.SeenAs;
import dev.fairlead.testsupport.SentBy;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Signals as a stream keep the contract of streams that may lose something. */
class SignalStreamChecksTest {

  /**
   * A signal that is raised while the same one is on its way is none for the system, so each is
   * awaited by a receiver of the sender's own.
   */
  @TestFactory
  Stream<DynamicTest> signals() {
    return StreamChecks.unreliableObjects(
        _ -> {
          SignalReceiver own = Signals.open(Signal.SIGWINCH);
          var sender =
              new SentBy<Long>(
                  _ -> {
                    Signals.raise(Signal.SIGWINCH);
                    own.receive();
                  },
                  own::close);
          SignalReceiver receiver = Signals.open(Signal.SIGWINCH);
          return new Ends<>(
              sender, new SeenAs<>(Checked.as("SignalReceiver", receiver), ReceivedSignal::count));
        },
        number -> number + 1L,
        o -> o.withShared().withBackends(OnBackend.VIRTUAL, OnBackend.CARRIER));
  }
}
