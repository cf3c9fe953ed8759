package dev.fairlead.process.internal.pipe;

import dev.fairlead.lowlevel.WaitReason;

/** A wait for the other end of a pipe. */
record PipeWait(String describe) implements WaitReason {
  @Override
  public boolean external() {
    return true;
  }
}
