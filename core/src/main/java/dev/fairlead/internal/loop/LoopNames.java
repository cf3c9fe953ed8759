package dev.fairlead.internal.loop;

/** What thread dumps show. */
final class LoopNames {

  private LoopNames() {}

  static String of(String runtimeName, int index) {
    return runtimeName + "-loop-" + index;
  }
}
