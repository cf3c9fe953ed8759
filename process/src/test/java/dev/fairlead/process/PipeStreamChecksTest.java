package dev.fairlead.process;

import dev.fairlead.process.internal.pipe.ChannelInput;
import dev.fairlead.process.internal.pipe.ChannelOutput;
import dev.fairlead.process.internal.pipe.OsPipe;
import dev.fairlead.process.internal.pipe.PipeSystem;
import dev.fairlead.process.internal.pipe.ThreadInput;
import dev.fairlead.process.internal.pipe.ThreadOutput;
import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.stream.ByteSendStream;
import dev.fairlead.testing.OnBackend;
import dev.fairlead.testing.StreamCheckOptions;
import dev.fairlead.testing.StreamChecks;
import dev.fairlead.testing.StreamChecks.Ends;
import dev.fairlead.testsupport.Checked;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Both kinds of pipes keep the contract of streams. */
class PipeStreamChecksTest {

  static {
    Children.warmUp();
  }

  private static StreamCheckOptions real(StreamCheckOptions options) {
    return options.withBackends(OnBackend.VIRTUAL, OnBackend.CARRIER).withMostUnreceived(1 << 20);
  }

  @TestFactory
  Stream<DynamicTest> pipesThatTheLoopWaitsFor() {
    return StreamChecks.oneWay(
        _ -> {
          OsPipe pipe = OsPipe.open().orElseThrow();
          return new Ends<ByteSendStream, ByteReceiveStream>(
              Checked.as("ChannelInput", new ChannelInput(pipe, "a pipe")),
              Checked.as("ChannelOutput", new ChannelOutput(pipe, "a pipe", new PipeSystem() {})));
        },
        PipeStreamChecksTest::real);
  }

  @TestFactory
  Stream<DynamicTest> pipesOfAProgramThatIsAttendedTo() {
    return StreamChecks.oneWay(
        _ -> {
          OsPipe pipe = OsPipe.open().orElseThrow();
          var output = new ChannelOutput(pipe, "a pipe", new PipeSystem() {});
          return new Ends<ByteSendStream, ByteReceiveStream>(
              Checked.as("FedInput", new FedInput(new ChannelInput(pipe, "a pipe"))),
              Checked.as("OutputToEnd", new OutputToEnd(output)));
        },
        PipeStreamChecksTest::real);
  }

  @TestFactory
  Stream<DynamicTest> pipesThatThreadsWaitFor() {
    return StreamChecks.oneWay(_ -> throughThreads(), PipeStreamChecksTest::real);
  }

  private static Ends<ByteSendStream, ByteReceiveStream> throughThreads() throws IOException {
    try (OsPipe pipe = OsPipe.open().orElseThrow()) {
      return new Ends<>(
          Checked.as("ThreadInput", new ThreadInput(new FileOutputStream(pipe.path()), "a pipe")),
          Checked.as("ThreadOutput", new ThreadOutput(new FileInputStream(pipe.path()), "a pipe")));
    }
  }
}
