package dev.fairlead;

import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.RunListener;
import java.util.Optional;

/**
 * Options of {@link Fairlead#run}.
 *
 * {@snippet file="FairleadSnippets.java" region="options"}
 */
public sealed interface RunOptions permits RunSettings {

  /** The virtual backend, a name that counts up, no listener. */
  static RunOptions defaults() {
    return RunSettings.DEFAULTS;
  }

  /** The name of the runtime in threads and task trees; empty for one that counts up. */
  String name();

  /** What runs the tasks. */
  Backend backend();

  /** Who hears of what happens. */
  Optional<RunListener> listener();

  /** Names the runtime. */
  RunOptions withName(String name);

  /** Chooses what runs the tasks. */
  RunOptions withBackend(Backend backend);

  /** Lets somebody hear of what happens. */
  RunOptions withListener(RunListener listener);
}
