package dev.fairlead.snippets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BrokenLockException;
import dev.fairlead.BrokenResourceException;
import dev.fairlead.BusyResourceException;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.ConnectionFailedException;
import dev.fairlead.DelimiterNotFoundException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.Fairlead;
import dev.fairlead.FrameTooLargeException;
import dev.fairlead.IncompleteReadException;
import dev.fairlead.MalformedFrameException;
import dev.fairlead.MalformedTextException;
import dev.fairlead.NoRuntimeException;
import dev.fairlead.PromiseCancelledException;
import dev.fairlead.PromiseFailedException;
import dev.fairlead.RunCancelledException;
import dev.fairlead.RunFinishedException;
import dev.fairlead.StreamFullException;
import dev.fairlead.TaskCancelledException;
import dev.fairlead.TaskFailedException;
import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.TaskNotFinishedException;
import dev.fairlead.lowlevel.RuntimeToken;
import dev.fairlead.stream.BufferedByteReceiveStream;
import dev.fairlead.stream.ByteStream;
import dev.fairlead.stream.CodecReceiveStream;
import dev.fairlead.stream.Connectable;
import dev.fairlead.stream.Frames;
import dev.fairlead.stream.MemoryByteStreams;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.stream.OverflowPolicy;
import dev.fairlead.sync.Lock;
import dev.fairlead.sync.Promise;
import dev.fairlead.testsupport.ForEveryBackend;
import dev.fairlead.testsupport.NeedsRealThreads;
import dev.fairlead.thread.FromThread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class FailureSnippets {

  private final List<String> log = new ArrayList<>();
  private final MemoryByteStreams.Pair pair = MemoryByteStreams.pair(100);

  // @start region="receive"
  private String receiveFrom(ByteStream stream) throws IOException {
    try {
      return new String(stream.receive(), UTF_8);
    } catch (EndOfStreamException e) {
      return "the peer has said all";
    } catch (BrokenResourceException e) {
      return "the peer is gone";
    } catch (ClosedResourceException e) {
      return "another task of ours has closed it";
    }
  }

  // @end

  @ForEveryBackend
  void receive() throws Exception {
    pair.second().close();
    assertEquals("the peer has said all", receiveFrom(pair.first()));
    pair.first().close();
    assertEquals("another task of ours has closed it", receiveFrom(pair.first()));
  }

  @ForEveryBackend
  void busy() throws Exception {
    ByteStream stream = pair.first();
    TaskGroup.run(group -> {
      // @start region="busy"
      group.startSoon(() -> stream.receive());
      Fairlead.awaitAllTasksBlocked();
      assertThrows(BusyResourceException.class, () -> stream.receive()); // one reader at a time
      // @end
      group.cancel();
    });
  }

  @ForEveryBackend
  void frames() throws Exception {
    pair.second().send(new byte[] {127, 0});
    // @start region="frames"
    var frames = new CodecReceiveStream<>(pair.first(), Frames.lengthPrefixed(1, 100));
    try {
      frames.receive();
    } catch (FrameTooLargeException e) {
      log.add(e.size() + " bytes announced, " + e.maxBytes() + " are allowed");
    } catch (MalformedFrameException e) {
      log.add("not our protocol: " + e.getMessage());
    }
    // @end
    assertEquals(List.of("127 bytes announced, 100 are allowed"), log);
  }

  @ForEveryBackend
  void incomplete() throws Exception {
    pair.second().send("GET /ind".getBytes(UTF_8));
    pair.second().close();
    // @start region="incomplete"
    var request = new BufferedByteReceiveStream(pair.first());
    try {
      log.add(request.receiveLine(o -> o.withMaxBytes(1000).withStrictEnd()));
    } catch (DelimiterNotFoundException e) {
      log.add("a line of more than " + e.maxBytes() + " bytes");
    } catch (IncompleteReadException e) {
      log.add("cut off: " + new String(e.partial(), UTF_8));
    }
    // @end
    assertEquals(List.of("cut off: GET /ind"), log);
  }

  @ForEveryBackend
  void malformed() throws Exception {
    pair.second().send("gr\u00fcn\nblau\n".getBytes(ISO_8859_1));
    // @start region="malformed"
    var lines = new BufferedByteReceiveStream(pair.first());
    try {
      log.add(lines.receiveLine(1000));
    } catch (MalformedTextException e) {
      log.add(e.getMessage()); // "no UTF-8 text at byte 2 of the line: FC 6E; choose ..."
    }
    log.add(lines.receiveLine(1000));
    // @end
    assertEquals("blau", log.get(1));
    assertTrue(log.get(0).contains("byte 2"), log.get(0));
  }

  @ForEveryBackend
  void full() throws Exception {
    // @start region="full"
    var jobs = MemoryObjectStreams.<String>create(1, o -> o.withOverflow(OverflowPolicy.FAIL));
    jobs.send().send("first");
    try {
      jobs.send().send("second");
    } catch (StreamFullException e) {
      log.add("try again later");
    }
    // @end
    assertEquals(List.of("try again later"), log);
  }

  @ForEveryBackend
  void lock() {
    var lock = new Lock();
    TaskGroup.run(group -> group.startSoon(o -> o.withName("careless"), lock::acquire));
    // @start region="lock"
    try {
      lock.run(() -> log.add("inside"));
    } catch (BrokenLockException e) {
      log.add(e.owner().name() + " never released it");
    }
    // @end
    assertEquals(List.of("careless never released it"), log);
  }

  // @start region="promise"
  private static String answerOf(Promise<String> promise) {
    try {
      return promise.await();
    } catch (PromiseCancelledException e) {
      return "nobody will answer";
    } catch (PromiseFailedException e) {
      return "no answer: " + e.getCause();
    }
  }

  // @end

  @ForEveryBackend
  void promise() {
    var promise = new Promise<String>();
    promise.fail(new TimeoutException());
    assertEquals("no answer: java.util.concurrent.TimeoutException", answerOf(promise));
  }

  // @start region="task"
  private static String outcomeOf(TaskHandle<String> task) {
    try {
      return task.await();
    } catch (TaskCancelledException e) {
      return "cancelled";
    } catch (TaskFailedException e) {
      return "failed with " + e.getCause();
    }
  }

  // @end

  @ForEveryBackend
  void task() {
    TaskGroup.run(group -> {
      TaskHandle<String> task =
          group.startSoon(
              o -> o.withFailureToHandle(),
              () -> {
                throw new IOException("no paper");
              });
      assertEquals("failed with java.io.IOException: no paper", outcomeOf(task));
    });
  }

  @ForEveryBackend
  void unfinished() {
    TaskGroup.run(group -> {
      // @start region="unfinished"
      TaskHandle<Integer> sum = group.startSoon(() -> 40 + 2);
      try {
        log.add("" + sum.result()); // does not wait, as await() does
      } catch (TaskNotFinishedException e) {
        log.add("still adding");
      }
      // @end
    });
    assertEquals(1, log.size());
  }

  @Test
  void outside() {
    // @start region="outside"
    try {
      Fairlead.sleep(ofSeconds(1)); // on a plain thread
    } catch (NoRuntimeException e) {
      Fairlead.run(() -> log.add("in a runtime"));
    }
    // @end
    assertEquals(List.of("in a runtime"), log);
  }

  @Test
  void finished() {
    // @start region="finished"
    RuntimeToken runtime = Fairlead.call(RuntimeToken::current);
    try {
      FromThread.run(runtime, () -> log.add("inside"));
    } catch (RunFinishedException e) {
      log.add("too late");
    }
    // @end
    assertEquals(List.of("too late"), log);
  }

  @NeedsRealThreads
  @Test
  void interrupted() {
    Thread.currentThread().interrupt(); // as an executor does that is shut down
    // @start region="interrupted"
    try {
      Fairlead.run(Fairlead::sleepForever);
    } catch (RunCancelledException e) {
      log.add(e.cancelCause().describe());
    }
    // @end
    boolean kept = Thread.interrupted();
    assertTrue(log.getFirst().contains("interrupted"), () -> log + " " + kept);
  }

  // @start region="connect"
  /** Tries one place after the other. */
  private static ByteStream connect(List<Connectable<ByteStream>> places) throws IOException {
    var failure = new ConnectionFailedException("none of " + places.size() + " places answers");
    for (Connectable<ByteStream> place : places) {
      try {
        return place.connect();
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }

  // @end

  @ForEveryBackend
  void connect() throws Exception {
    Connectable<ByteStream> closed =
        () -> {
          throw new IOException("refused");
        };
    assertEquals(pair.first(), connect(List.of(closed, pair::first)));
    assertThrows(ConnectionFailedException.class, () -> connect(List.of(closed)));
  }
}
