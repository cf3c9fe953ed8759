package dev.fairlead.process.internal.pipe;

/** What the operating system can do for who reads from a pipe. */
public interface PipeSystem {

  /**
   * Passes a very short time, and lets others have this processor meanwhile if that is possible.
   */
  default void giveWay() {
    for (int i = 0; i < 10; i++) {
      Thread.onSpinWait();
    }
  }

  /**
   * Lets a pipe hold so many bytes before its writer has to wait.
   *
   * @param descriptor one of its ends, open
   * @return whether it does now
   */
  default boolean enlarge(int descriptor, int bytes) {
    return false;
  }
}
