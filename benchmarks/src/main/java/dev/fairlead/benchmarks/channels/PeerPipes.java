package dev.fairlead.benchmarks.channels;

import com.softwaremill.jox.Channel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;

/** The pipes of peers that run on bare virtual threads. */
final class PeerPipes {

  private PeerPipes() {}

  /** A channel of Jox. */
  static Pipe jox(int capacity) {
    Channel<Object> channel =
        capacity == 0 ? Channel.newRendezvousChannel() : Channel.newBufferedChannel(capacity);
    return new Pipe() {
      @Override
      public void send(Object item) throws InterruptedException {
        channel.send(item);
      }

      @Override
      public Object receive() throws InterruptedException {
        return channel.receive();
      }
    };
  }

  static Pipe arrayQueue(int capacity) {
    return queue(capacity == 0 ? new SynchronousQueue<>() : new ArrayBlockingQueue<>(capacity));
  }

  static Pipe linkedQueue(int capacity) {
    return queue(capacity == 0 ? new SynchronousQueue<>() : new LinkedBlockingQueue<>(capacity));
  }

  private static Pipe queue(BlockingQueue<Object> queue) {
    return new Pipe() {
      @Override
      public void send(Object item) throws InterruptedException {
        queue.put(item);
      }

      @Override
      public Object receive() throws InterruptedException {
        return queue.take();
      }
    };
  }
}
