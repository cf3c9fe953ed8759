package dev.fairlead.lowlevel;

import dev.fairlead.TaskInfo;
import java.util.List;

/**
 * What a task waits for, as task trees show it. The words are only made when somebody looks, so a
 * resource can be its own reason at no cost.
 *
 * {@snippet file="ParkingSnippets.java" region="reason"}
 */
@FunctionalInterface
public interface WaitReason {

  /** Says it in a few words, as in {@code "receive on TCP 127.0.0.1:8080"}. */
  String describe();

  /**
   * The tasks without whose doing the wait cannot end, where that is known: the owner of a lock,
   * all tasks of a group. Tasks that wait for each other this way are reported as a circle.
   */
  default List<TaskInfo> awaitedTasks() {
    return List.of();
  }

  /**
   * Whether something outside the runtime's tasks can end the wait: a socket, a timer, a thread.
   * Where it is false for all waiting tasks, nothing can ever run again.
   */
  default boolean external() {
    return false;
  }
}
