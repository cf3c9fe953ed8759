package dev.fairlead;

/**
 * Options of a {@link TaskGroup}.
 *
 * {@snippet file="TaskGroupSnippets.java" region="options"}
 */
public sealed interface GroupOptions permits GroupSettings {

  /** No name, one failure cancels the rest, failures always come as a group. */
  static GroupOptions defaults() {
    return GroupSettings.DEFAULTS;
  }

  /** The name of the group in task trees and error messages; empty for none. */
  String name();

  /** Whether a failing task leaves its siblings alone. */
  boolean supervised();

  /** Whether a single failure is thrown as it is. */
  boolean plainFailure();

  /** Whether the tasks are hidden from cancellations around the group. */
  boolean shield();

  /** Names the group. */
  GroupOptions withName(String name);

  /** Lets a failing task leave its siblings alone; all failures are thrown at the end. */
  GroupOptions withSupervision();

  /**
   * Throws a single failure as it is, if it is unchecked or the body's own. A checked failure of a
   * task still comes in an {@link ExceptionGroup}; see {@link ExceptionGroup#throwSingle}.
   */
  GroupOptions withPlainFailure();

  /** Hides cancellations around the group from its body and its tasks. */
  GroupOptions withShield();
}
