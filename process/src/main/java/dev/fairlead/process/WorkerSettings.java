package dev.fairlead.process;

import dev.fairlead.sync.CapacityLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

record WorkerSettings(
    Optional<CapacityLimiter> limiter,
    boolean killOnCancel,
    Consumer<? super OutputLine> listener,
    Kind kind)
    implements WorkerOptions {

  static final WorkerSettings DEFAULTS =
      new WorkerSettings(
          Optional.empty(),
          true,
          _ -> {},
          new Kind(List.of(), Duration.ofMinutes(5), Integer.MAX_VALUE, Platform.BEST));

  /** What two workers have in common that can stand in for each other. */
  record Kind(List<String> jvmOptions, Duration idleLimit, int maxUses, Platform platform) {
    Kind {
      if (maxUses < 1) {
        throw new IllegalArgumentException("a worker must run 1 function at least: " + maxUses);
      }
      if (idleLimit.compareTo(Duration.ofMillis(1)) < 0) {
        throw new IllegalArgumentException("a worker must be idle for 1 ms at least: " + idleLimit);
      }
    }
  }

  @Override
  public List<String> jvmOptions() {
    return kind.jvmOptions();
  }

  @Override
  public WorkerOptions withLimiter(CapacityLimiter other) {
    return new WorkerSettings(Optional.of(other), killOnCancel, listener, kind);
  }

  @Override
  public WorkerOptions withWaitOnCancel() {
    return new WorkerSettings(limiter, false, listener, kind);
  }

  @Override
  public WorkerOptions withJvmOptions(String... options) {
    var all = new ArrayList<>(kind.jvmOptions());
    all.addAll(Arrays.asList(options));
    return with(new Kind(List.copyOf(all), kind.idleLimit(), kind.maxUses(), kind.platform()));
  }

  @Override
  public WorkerOptions withMaxUses(int functions) {
    return with(new Kind(kind.jvmOptions(), kind.idleLimit(), functions, kind.platform()));
  }

  @Override
  public WorkerOptions withIdleLimit(Duration limit) {
    return with(new Kind(kind.jvmOptions(), limit, kind.maxUses(), kind.platform()));
  }

  @Override
  public WorkerOptions withOutputListener(Consumer<? super OutputLine> other) {
    return new WorkerSettings(limiter, killOnCancel, other, kind);
  }

  WorkerOptions on(Platform platform) {
    return with(new Kind(kind.jvmOptions(), kind.idleLimit(), kind.maxUses(), platform));
  }

  private WorkerOptions with(Kind other) {
    return new WorkerSettings(limiter, killOnCancel, listener, other);
  }
}
