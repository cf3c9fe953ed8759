package dev.fairlead.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.Backends;
import dev.fairlead.stream.ByteReceiveStream;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.testsupport.GuardedRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("slow")
@ExtendWith(NoProcessIsLeft.class)
class ProcessStressTest {

  private static final int PROCESSES = 1_000;
  private static final int AT_A_TIME = 50;
  private static final long BYTES = 200_000_000;
  private static final int MEBIBYTE = 1 << 20;

  @Test
  @Timeout(60)
  void aThousandProcessesCancelledAtAnyMomentLeaveNothing() throws Throwable {
    var ended = new AtomicInteger();
    var random = new Random(7);
    new GuardedRun(Backends.virtual(), "thousand", 55)
        .run(() -> {
          var limiter = new CapacityLimiter(AT_A_TIME);
          TaskGroup.run(group -> {
            for (int i = 0; i < PROCESSES; i++) {
              Duration after = Duration.ofNanos(random.nextInt(4_000_000));
              boolean talks = random.nextBoolean();
              group.startSoon(() -> {
                limiter.run(() -> CancelScope.moveOnAfter(after).run(() -> use(talks)));
                ended.incrementAndGet();
              });
            }
          });
        });

    assertEquals(PROCESSES, ended.get());
  }

  private static void use(boolean talks) throws IOException {
    if (talks) {
      Processes.runProcess(Command.of("cat"), o -> o.withInput(new byte[1_000]));
    } else {
      try (var process =
          Processes.openProcess(Command.of("sleep", "100"), o -> o.withStderr(Redirect.pipe()))) {
        process.waitFor();
      }
    }
  }

  @Test
  @Timeout(60)
  void aSlowReaderHoldsAPipelineBackAndGetsEveryByte() throws Throwable {
    new GuardedRun(Backends.virtual(), "slow-reader", 55)
        .run(() -> {
          try (var pipeline =
              Processes.openPipeline(
                  Command.shell("yes 0123456789abcde | head -c " + BYTES), Command.of("cat"))) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(ByteReceiveStream.DEFAULT_MAX_BYTES);
            var checksum = new CRC32();
            long received = 0;
            long nextPause = BYTES / 10;
            while (pipeline.stdout().receive(buffer.clear()) >= 0) {
              received += buffer.position();
              checksum.update(buffer.flip());
              if (received > nextPause) {
                nextPause += BYTES / 10;
                assertHeldBack(pipeline.processes().getLast().pid(), received);
              }
            }

            assertEquals(BYTES, received);
            assertEquals(checksumOfTheSame(), checksum.getValue());
            assertTrue(pipeline.waitFor().stream().allMatch(ExitStatus::isSuccess));
          }
        });
  }

  /** Who does not read makes the writer wait: what is under way stays below a mebibyte. */
  private static void assertHeldBack(long writer, long received) throws IOException {
    long before = -1;
    long written = writtenBy(writer);
    while (written != before) {
      Fairlead.sleep(Duration.ofMillis(5));
      before = written;
      written = writtenBy(writer);
    }
    assertTrue(written - received < MEBIBYTE, written + " written, " + received + " received");
  }

  private static long writtenBy(long process) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process + "/io")).stream()
        .filter(line -> line.startsWith("wchar: "))
        .mapToLong(line -> Long.parseLong(line.substring(7)))
        .findFirst()
        .orElseThrow();
  }

  private static long checksumOfTheSame() {
    byte[] block = "0123456789abcde\n".repeat(1000).getBytes(US_ASCII);
    var checksum = new CRC32();
    for (long left = BYTES; left > 0; left -= block.length) {
      checksum.update(block, 0, (int) Math.min(left, block.length));
    }
    return checksum.getValue();
  }
}
