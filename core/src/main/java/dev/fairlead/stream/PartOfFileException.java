package dev.fairlead.stream;

import java.io.IOException;

/** That a part of a file was sent through memory; it is only ever suppressed. */
final class PartOfFileException extends IOException implements PartlySent {

  private static final long serialVersionUID = 1L;

  private final long bytesSent;

  private PartOfFileException(long bytesSent) {
    super("a file was given up after " + bytesSent + " bytes: the other side has a part of it");
    this.bytesSent = bytesSent;
  }

  /** Adds to what ended the sending how far it had come. */
  static void note(Throwable why, long bytesSent) {
    if (bytesSent > 0) {
      why.addSuppressed(new PartOfFileException(bytesSent));
    }
  }

  @Override
  public long bytesSent() {
    return bytesSent;
  }
}
