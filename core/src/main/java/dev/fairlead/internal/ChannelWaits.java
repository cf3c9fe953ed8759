package dev.fairlead.internal;

import dev.fairlead.ClosedResourceException;
import dev.fairlead.lowlevel.Reactor;
import dev.fairlead.lowlevel.Registration;
import dev.fairlead.lowlevel.WaitReason;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The registrations of channels that belong to users, one for each channel of a runtime. */
public final class ChannelWaits {

  private static final int FIRST_PURGE = 64;

  private final Reactor reactor;
  private final Map<SelectableChannel, Watched> watched = new ConcurrentHashMap<>();
  private final AtomicInteger purgeAt = new AtomicInteger(FIRST_PURGE);

  private ChannelWaits(Reactor reactor) {
    this.reactor = reactor;
  }

  /** A registered channel and what its waits are called. */
  private record Watched(Registration registration, WaitReason reading, WaitReason writing) {}

  private record Readiness(String what, SelectableChannel channel) implements WaitReason {
    @Override
    public String describe() {
      return what + channel;
    }

    @Override
    public boolean external() {
      return true;
    }
  }

  /** Those of the runtime of a task. */
  public static ChannelWaits of(Task<?> task) {
    Engine engine = task.engine();
    return (ChannelWaits)
        engine
            .runVars()
            .computeIfAbsent(ChannelWaits.class, _ -> new ChannelWaits(engine.reactor()));
  }

  public void awaitReadable(SelectableChannel channel) throws IOException {
    Watched found = find(channel);
    found.registration().awaitReadable(found.reading());
  }

  public void awaitWritable(SelectableChannel channel) throws IOException {
    Watched found = find(channel);
    found.registration().awaitWritable(found.writing());
  }

  public void notifyClosing(SelectableChannel channel) {
    Watched found = watched.remove(channel);
    if (found != null) {
      found.registration().close();
    }
  }

  private Watched find(SelectableChannel channel) throws IOException {
    Watched found = watched.get(channel);
    return found != null ? found : register(channel);
  }

  private Watched register(SelectableChannel channel) throws IOException {
    purge();
    Watched made =
        new Watched(
            registered(channel),
            new Readiness("readiness to read from ", channel),
            new Readiness("readiness to write to ", channel));
    Watched present = watched.putIfAbsent(channel, made);
    return present == null ? made : present;
  }

  private Registration registered(SelectableChannel channel) throws IOException {
    try {
      return reactor.register(channel);
    } catch (ClosedChannelException e) {
      throw new ClosedResourceException("closed by this program: " + channel);
    }
  }

  /** Forgets channels that were closed without a word, now and then. */
  private void purge() {
    int limit = purgeAt.get();
    if (watched.size() >= limit) {
      watched.keySet().removeIf(channel -> !channel.isOpen());
      purgeAt.compareAndSet(limit, Math.max(FIRST_PURGE, 2 * watched.size()));
    }
  }
}
