package dev.fairlead.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/** An input that gives nothing until it is let go. Runs on worker threads. */
final class BlockingInput extends InputStream {

  final CountDownLatch started = new CountDownLatch(1);
  final CountDownLatch release = new CountDownLatch(1);
  private final String content;
  private boolean given;

  BlockingInput(String content) {
    this.content = content;
  }

  @Override
  public int read() {
    throw new UnsupportedOperationException("bytes are read in arrays here");
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    started.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IOException("a worker thread was interrupted", e);
    }
    if (given) {
      return -1;
    }
    given = true;
    byte[] bytes = content.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, target, offset, bytes.length);
    return bytes.length;
  }
}
