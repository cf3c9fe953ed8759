package dev.fairlead.testing.trees;

import dev.fairlead.testing.trees.Step.InGroup;
import dev.fairlead.testing.trees.Step.InScope;
import dev.fairlead.testing.trees.Step.Role;
import java.util.function.BooleanSupplier;

/**
 * Where random programs run: in the library, or in a model of it. A scope, group or task that is
 * not there yet is passed over.
 */
interface World {

  /** A part of a program. */
  @FunctionalInterface
  interface Code {
    void run() throws Exception;
  }

  /** A part of a program that says when it is ready, and hears whether somebody waited for that. */
  @FunctionalInterface
  interface StartedCode {
    void run(BooleanSupplier ready) throws Exception;
  }

  /** The time since the beginning. */
  long now();

  void sleep(long nanos);

  void inScope(InScope scope, Code body) throws Exception;

  void inGroup(InGroup group, Code body) throws Exception;

  void spawn(int group, int task, Role role, Code body);

  void start(int group, int task, Role role, StartedCode body) throws Exception;

  void cancel(int scope);

  void ask(int scope, long graceNanos);

  void move(int scope, long nanos);

  void shield(int scope, boolean up);

  void cancelTask(int task);

  void join(int task);

  void awaitStop();

  void awaitIdle(int group);

  /**
   * What has become of a scope: by what it was cancelled, and whether it ended its body by that.
   */
  String fate(int scope);
}
