package dev.fairlead.testing.trees;

import java.util.List;

/** What a task of a random program does. Scopes, groups, tasks and places have numbers. */
sealed interface Step {

  record Sequence(List<Step> steps) implements Step {}

  record Sleep(long nanos) implements Step {}

  record InScope(int scope, Kind kind, long nanos, Step body) implements Step {}

  record InGroup(int scope, boolean supervised, boolean shielded, boolean plain, Step body)
      implements Step {}

  record Spawn(int group, int task, Role role, Step body) implements Step {}

  record Start(int group, int task, Role role, Step before, Step after) implements Step {}

  record Cancel(int scope) implements Step {}

  record Ask(int scope, long graceNanos) implements Step {}

  record Move(int scope, long nanos) implements Step {}

  record Shield(int scope, boolean up) implements Step {}

  record CancelTask(int task) implements Step {}

  record Join(int task) implements Step {}

  record AwaitStop() implements Step {}

  record AwaitIdle(int group) implements Step {}

  record Fail(String what) implements Step {}

  record CleanedUp(Step body, Step cleanUp) implements Step {}

  record Catching(int place, Step body) implements Step {}

  /** What a scope is made for. */
  enum Kind {
    PLAIN,
    MOVING_ON,
    FAILING,
    SHIELDED,
    CLEANING_UP
  }

  /** What a task is in its group. */
  enum Role {
    MEMBER,
    SERVICE,
    ENDING_GROUP,
    TELLING_HANDLE
  }
}
