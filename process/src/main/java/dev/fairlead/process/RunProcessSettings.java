package dev.fairlead.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

record RunProcessSettings(
    ProcessSettings process, Optional<byte[]> input, Limits limits, boolean check)
    implements RunProcessOptions {

  /** How much, and how long. */
  record Limits(
      int capture,
      PastLimit pastLimit,
      Optional<Path> spill,
      Optional<Duration> deadline,
      Duration outputGrace) {
    Limits {
      if (capture < 0) {
        throw new IllegalArgumentException("the limit of captured bytes is negative: " + capture);
      }
      if (deadline.isPresent() && deadline.get().isNegative()) {
        throw new IllegalArgumentException(
            "the time a process may take must not be negative: " + deadline.get());
      }
      if (outputGrace.isNegative()) {
        throw new IllegalArgumentException("a grace must not be negative: " + outputGrace);
      }
    }

    Limits withCapture(int bytes, PastLimit policy, Optional<Path> directory) {
      return new Limits(bytes, policy, directory, deadline, outputGrace);
    }
  }

  static final RunProcessSettings DEFAULTS =
      new RunProcessSettings(
          ProcessSettings.DEFAULTS.with(ProcessSettings.STDERR, Redirect.pipe()),
          Optional.empty(),
          new Limits(
              16 << 20, PastLimit.FAIL, Optional.empty(), Optional.empty(), Duration.ofSeconds(1)),
          true);

  RunProcessSettings {
    boolean fed = process.redirect(ProcessSettings.STDIN).equals(Redirect.pipe());
    if (fed && input.isEmpty()) {
      throw new IllegalArgumentException(
          "nobody would send to this pipe; give the input with withInput, or use openProcess");
    }
    if (!fed && input.isPresent()) {
      throw givenTwice();
    }
  }

  private static IllegalArgumentException givenTwice() {
    return new IllegalArgumentException(
        "the standard input is given twice, with withInput and with withStdin; leave one out");
  }

  @Override
  public RunProcessOptions withInput(byte[] bytes) {
    Redirect before = process.redirect(ProcessSettings.STDIN);
    if (input.isEmpty() && !before.equals(Redirect.none())) {
      throw givenTwice();
    }
    return new RunProcessSettings(
        process.with(ProcessSettings.STDIN, Redirect.pipe()),
        Optional.of(bytes.clone()),
        limits,
        check);
  }

  @Override
  public RunProcessOptions withInput(String text) {
    return withInput(text.getBytes(UTF_8));
  }

  @Override
  public RunProcessOptions withStdin(Redirect redirect) {
    return with(process.with(ProcessSettings.STDIN, redirect));
  }

  @Override
  public RunProcessOptions withStdout(Redirect redirect) {
    return with(process.with(ProcessSettings.STDOUT, redirect));
  }

  @Override
  public RunProcessOptions withStderr(Redirect redirect) {
    return with(process.with(ProcessSettings.STDERR, redirect));
  }

  private RunProcessOptions with(ProcessSettings other) {
    return new RunProcessSettings(other, input, limits, check);
  }

  @Override
  public RunProcessOptions withCapture(int limit, PastLimit pastLimit) {
    return with(limits.withCapture(limit, pastLimit, Optional.empty()));
  }

  @Override
  public RunProcessOptions withSpill(int limit, Path directory) {
    return with(limits.withCapture(limit, PastLimit.KEEP_END, Optional.of(directory)));
  }

  @Override
  public RunProcessOptions withDeadline(Duration deadline) {
    return with(
        new Limits(
            limits.capture(),
            limits.pastLimit(),
            limits.spill(),
            Optional.of(deadline),
            limits.outputGrace()));
  }

  @Override
  public RunProcessOptions withOutputGrace(Duration grace) {
    return with(
        new Limits(limits.capture(), limits.pastLimit(), limits.spill(), limits.deadline(), grace));
  }

  private RunProcessOptions with(Limits others) {
    return new RunProcessSettings(process, input, others, check);
  }

  @Override
  public RunProcessOptions withoutCheck() {
    return new RunProcessSettings(process, input, limits, false);
  }

  @Override
  public RunProcessOptions withProcess(UnaryOperator<ProcessOptions> change) {
    return with((ProcessSettings) change.apply(process));
  }
}
