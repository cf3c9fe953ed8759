package dev.fairlead.process;

import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What {@link ProcessOptions} hold.
 *
 * @param redirects by descriptor; 0, 1 and 2 are among them
 */
record ProcessSettings(
    NavigableMap<Integer, Redirect> redirects, Patience patience, boolean check, Platform platform)
    implements ProcessOptions {

  static final int STDIN = 0;
  static final int STDOUT = 1;
  static final int STDERR = 2;
  private static final int MAX_DESCRIPTOR = 9;

  static final ProcessSettings DEFAULTS =
      new ProcessSettings(
          new TreeMap<>(
              Map.of(STDIN, Redirect.none(), STDOUT, Redirect.pipe(), STDERR, Redirect.inherit())),
          new Patience(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(5)),
          true,
          Platform.BEST);

  /** How long each step of ending a process may take. */
  record Patience(Duration grace, Duration whenCancelled, Duration afterKill) {
    Patience {
      for (Duration each : new Duration[] {grace, whenCancelled, afterKill}) {
        if (each.isNegative()) {
          throw new IllegalArgumentException("a grace must not be negative: " + each);
        }
      }
    }
  }

  ProcessSettings with(int descriptor, Redirect redirect) {
    if (descriptor == STDIN) {
      Redirections.checkInput(redirect);
    } else if (descriptor <= STDERR) {
      Redirections.checkOutput(redirect, descriptor);
    }
    var changed = new TreeMap<>(redirects);
    changed.put(descriptor, redirect);
    return new ProcessSettings(changed, patience, check, platform);
  }

  @Override
  public ProcessOptions withStdin(Redirect redirect) {
    return with(STDIN, redirect);
  }

  @Override
  public ProcessOptions withStdout(Redirect redirect) {
    return with(STDOUT, redirect);
  }

  @Override
  public ProcessOptions withStderr(Redirect redirect) {
    return with(STDERR, redirect);
  }

  @Override
  public ProcessOptions withInput(int descriptor) {
    return withExtra(descriptor, Redirections.EXTRA_INPUT);
  }

  @Override
  public ProcessOptions withOutput(int descriptor) {
    return withExtra(descriptor, Redirections.EXTRA_OUTPUT);
  }

  private ProcessOptions withExtra(int descriptor, Redirect direction) {
    if (descriptor <= STDERR || descriptor > MAX_DESCRIPTOR) {
      throw new IllegalArgumentException("a further descriptor is from 3 to 9: " + descriptor);
    }
    return with(descriptor, direction);
  }

  /** What becomes of a descriptor that is one of those in the map. */
  Redirect redirect(int descriptor) {
    Redirect found = redirects.get(descriptor);
    if (found == null) {
      throw new AssertionError("no redirect of descriptor " + descriptor);
    }
    return found;
  }

  @Override
  public ProcessOptions withGrace(Duration grace) {
    return with(new Patience(grace, patience.whenCancelled(), patience.afterKill()));
  }

  @Override
  public ProcessOptions withGraceWhenCancelled(Duration grace) {
    return with(new Patience(patience.grace(), grace, patience.afterKill()));
  }

  @Override
  public ProcessOptions withKillLimit(Duration limit) {
    return with(new Patience(patience.grace(), patience.whenCancelled(), limit));
  }

  private ProcessSettings with(Patience other) {
    return new ProcessSettings(redirects, other, check, platform);
  }

  @Override
  public ProcessOptions withoutCheck() {
    return new ProcessSettings(redirects, patience, false, platform);
  }

  ProcessSettings on(Platform other) {
    return new ProcessSettings(redirects, patience, check, other);
  }
}
