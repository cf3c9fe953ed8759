package dev.fairlead.benchmarks.micro;

import dev.fairlead.CancelScope;
import dev.fairlead.Fairlead;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.stream.MemoryObjectStreams;
import dev.fairlead.sync.Lock;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What a task does often and that must cost next to nothing, beside what the JDK has for it. All of
 * them run in a task, the JDK's too: so many operations in one runtime that its start is lost among
 * them. With {@code -prof gc} JMH tells what an operation allocates.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(HotPaths.OPERATIONS)
public class HotPaths {
  static final int OPERATIONS = 200_000;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final ReentrantLock jdkLock = new ReentrantLock();
  private final ArrayBlockingQueue<Object> jdkQueue = new ArrayBlockingQueue<>(16);
  private final Object item = new Object();

  /** One operation under measurement. */
  private interface Operation {
    void run() throws IOException;
  }

  private static void repeat(Operation operation) throws IOException {
    Fairlead.<IOException>run(() -> {
      for (int i = 0; i < OPERATIONS; i++) {
        operation.run();
      }
    });
  }

  @Benchmark
  public void checkpoint() throws IOException {
    repeat(Checkpoints::checkpoint);
  }

  @Benchmark
  public void scope(Blackhole hole) throws IOException {
    repeat(() -> CancelScope.create().run(() -> hole.consume(item)));
  }

  @Benchmark
  public void failAfter(Blackhole hole) throws IOException {
    repeat(() -> CancelScope.failAfter(LIMIT).run(() -> hole.consume(item)));
  }

  @Benchmark
  public void jdkLock(Blackhole hole) throws IOException {
    repeat(() -> {
      jdkLock.lock();
      try {
        hole.consume(item);
      } finally {
        jdkLock.unlock();
      }
    });
  }

  @Benchmark
  public void lock(Blackhole hole) throws IOException {
    var lock = new Lock();
    repeat(() -> lock.run(() -> hole.consume(item)));
  }

  @Benchmark
  public void jdkQueue(Blackhole hole) throws IOException {
    repeat(() -> {
      jdkQueue.offer(item);
      hole.consume(jdkQueue.poll());
    });
  }

  @Benchmark
  public void memoryStream(Blackhole hole) throws IOException {
    try (var pair = MemoryObjectStreams.create(16)) {
      repeat(() -> {
        pair.send().send(item);
        hole.consume(pair.receive().receive());
      });
    }
  }
}
