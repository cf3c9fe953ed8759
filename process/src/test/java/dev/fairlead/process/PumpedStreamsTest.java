package dev.fairlead.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.BrokenResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.stream.ByteSendStream;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ForEveryBackend
@ExtendWith(NoProcessIsLeft.class)
class PumpedStreamsTest {

  private static RunProcessOptions on(Platform platform, RunProcessOptions options) {
    return options.withProcess(o -> ((ProcessSettings) o).on(platform));
  }

  /** Takes everything, and some time for it. */
  private static final class SlowSink implements ByteSendStream {
    long taken;

    @Override
    public void send(ByteBuffer... buffers) {
      for (ByteBuffer buffer : buffers) {
        Fairlead.sleep(ofMillis(5));
        taken += buffer.remaining();
        buffer.position(buffer.limit());
      }
    }

    @Override
    public void close() {}

    @Override
    public void closeForcefully() {}
  }

  /** Gives a little and breaks then, as a connection that is reset. */
  private static final class BreakingSource implements ByteReceiveStream {
    private boolean given;

    @Override
    public int receive(ByteBuffer target) throws IOException {
      if (given) {
        throw new BrokenResourceException("the source broke", new IOException("reset"));
      }
      given = true;
      target.put("half of it\n".getBytes(UTF_8));
      return target.position();
    }

    @Override
    public void close() {}

    @Override
    public void closeForcefully() {}
  }

  @ParameterizedTest
  @EnumSource
  void whatASlowSinkHasNotTakenWhenTheProgramEndsIsStillGivenToIt(Platform platform)
      throws IOException {
    var sink = new SlowSink();

    Processes.runProcess(
        Command.of("head", "-c", "300000", "/dev/zero"),
        o -> on(platform, o).withStdout(Redirect.to(sink)).withOutputGrace(Duration.ZERO));

    assertEquals(300_000, sink.taken);
  }

  @Test
  void aTaskGivesASlowSinkEverythingToo() {
    var sink = new SlowSink();

    TaskGroup.run(group ->
        Processes.startProcess(
            group,
            Command.of("head", "-c", "300000", "/dev/zero"),
            o -> o.withStdout(Redirect.to(sink)).withGrace(Duration.ZERO),
            _ -> {}));

    assertEquals(300_000, sink.taken);
  }

  @Test
  void theLastLineIsGivenAlthoughSomebodyElseStillHoldsThePipe() throws IOException {
    var lines = MemoryObjectStreams.<OutputLine>create(10);

    Processes.runProcess(
        Command.shell("printf 'one\\ntwo'; sleep 100 &"),
        o -> o.withStdout(Redirect.lines("x", lines.send())).withOutputGrace(Duration.ZERO));
    lines.send().close();

    var texts = new ArrayList<String>();
    lines.receive().forEach(line -> texts.add(line.text()));
    assertEquals(List.of("one", "two"), texts);
  }

  @Test
  void whoGoesOnWritingAfterTheProgramHasEndedHoldsNobodyUp() throws IOException {
    var sink = new SlowSink();

    Processes.runProcess(
        Command.shell("yes &"),
        o -> o.withStdout(Redirect.to(sink)).withOutputGrace(Duration.ZERO));
  }

  @ParameterizedTest
  @EnumSource
  void aSourceThatBreaksIsAnErrorAndNoEndOfTheInput(Platform platform) {
    var error =
        assertThrows(
            BrokenResourceException.class,
            () ->
                Processes.runProcess(
                    Command.of("cat"),
                    o -> on(platform, o).withStdin(Redirect.from(new BreakingSource()))));

    assertEquals("the source broke", error.getMessage());
  }
}
