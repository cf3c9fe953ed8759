package dev.fairlead.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.CountDownLatch;

/** A file on a disk so slow that sending it takes until somebody says that it has come. */
final class SlowFile extends FileChannel {

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch come = new CountDownLatch(1);

  /** Waits until somebody sends the file. */
  void awaitAsked() throws InterruptedException {
    asked.await();
  }

  void come() {
    come.countDown();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    asked.countDown();
    try {
      come.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return 0;
  }

  @Override
  public long size() {
    return 0;
  }

  @Override
  protected void implCloseChannel() {
    come();
  }

  private static UnsupportedOperationException onlySent() {
    return new UnsupportedOperationException("this file can only be sent");
  }

  @Override
  public int read(ByteBuffer target) {
    throw onlySent();
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) {
    throw onlySent();
  }

  @Override
  public int read(ByteBuffer target, long position) {
    throw onlySent();
  }

  @Override
  public int write(ByteBuffer source) {
    throw onlySent();
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) {
    throw onlySent();
  }

  @Override
  public int write(ByteBuffer source, long position) {
    throw onlySent();
  }

  @Override
  public long position() {
    throw onlySent();
  }

  @Override
  public FileChannel position(long position) {
    throw onlySent();
  }

  @Override
  public FileChannel truncate(long size) {
    throw onlySent();
  }

  @Override
  public void force(boolean metaData) {
    throw onlySent();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw onlySent();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw onlySent();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) {
    throw onlySent();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) {
    throw onlySent();
  }
}
