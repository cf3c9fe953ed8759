package dev.fairlead.net.internal.connect;

import dev.fairlead.Deadline;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.WaitReason;
import dev.fairlead.net.internal.connect.Race.Input;
import dev.fairlead.net.internal.connect.Race.Todo;
import dev.fairlead.net.spi.StreamTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs one {@link Race}: looks the name up, tries addresses side by side, keeps the first that is
 * through and closes all others, also those that come through a moment later.
 */
public final class FastFallback implements WaitReason {

  /** Finds addresses and hands them over as they come. */
  @FunctionalInterface
  public interface Lookup {
    /** Returns after the last answer. */
    void run(Consumer<List<InetAddress>> answers) throws IOException;
  }

  /** Tries one address. */
  @FunctionalInterface
  public interface Attempt {
    /** Connects; keeps a record of failures itself. */
    StreamTransport connect(InetAddress address) throws IOException;
  }

  private record Event(Input input, Optional<StreamTransport> connection) {
    Event(Input input) {
      this(input, Optional.empty());
    }
  }

  private final String target;
  private final Race race;
  private final Lookup lookup;
  private final Attempt attempt;
  private final Mailbox<Event> mailbox = new Mailbox<>(this);

  // Any task.
  private volatile @Nullable IOException lookupFailure;

  // The task that runs the race only.
  private Optional<StreamTransport> winner = Optional.empty();

  /** Prepares a race; the delays are those of RFC 8305, sections 5 and 3. */
  public FastFallback(
      String target,
      Duration attemptDelay,
      Duration resolutionDelay,
      Lookup lookup,
      Attempt attempt) {
    this.target = target;
    this.race = new Race(attemptDelay, resolutionDelay);
    this.lookup = lookup;
    this.attempt = attempt;
  }

  /** The connection of the winner; empty if every attempt failed. A checkpoint. */
  public Optional<StreamTransport> run() throws IOException {
    boolean returned = false;
    try {
      TaskGroup.<IOException>run(
          o -> o.withName("connect to " + target).withPlainFailure(), this::run);
      returned = true;
      return winner;
    } finally {
      // Cancelled while the losers came to their end, for instance.
      if (!returned && winner.isPresent()) {
        winner.get().close();
      }
      closeLateWinners();
    }
  }

  private void closeLateWinners() throws IOException {
    for (Event late : mailbox.drain()) {
      if (late.connection.isPresent()) {
        late.connection.get().close();
      }
    }
  }

  /** Why there were no addresses; null if there were, or might be. */
  public @Nullable IOException lookupFailure() {
    return lookupFailure;
  }

  private void run(TaskGroup group) {
    group.startSoon(o -> o.withName("lookup of " + target), this::lookUp);
    Deadline timer = Deadline.NEVER;
    while (!(race.state() instanceof Race.Done)) {
      Optional<Event> event = mailbox.take(timer);
      if (event.isPresent() && event.get().connection.isPresent()) {
        winner = event.get().connection;
        group.cancel("another address was faster");
        return;
      }
      timer = event.isPresent() ? timer : Deadline.NEVER;
      Todo todo = race.next(event.map(Event::input).orElseGet(Race.DelayOver::new));
      timer = todo.timer().map(Deadline::after).orElse(timer);
      todo.start().ifPresent(address -> start(group, address));
    }
  }

  private void start(TaskGroup group, InetAddress address) {
    group.startSoon(
        o -> o.withName("connect to " + address.getHostAddress()), () -> tryOne(address));
  }

  private void lookUp() {
    try {
      lookup.run(found -> mailbox.put(new Event(new Race.Found(List.copyOf(found)))));
    } catch (IOException e) {
      lookupFailure = e;
    }
    mailbox.put(new Event(new Race.LookupEnded()));
  }

  private void tryOne(InetAddress address) {
    Event event;
    try {
      event = new Event(new Race.Connected(), Optional.of(attempt.connect(address)));
    } catch (IOException e) {
      event = new Event(new Race.AttemptFailed());
    }
    mailbox.put(event);
  }

  @Override
  public String describe() {
    return "a connection to " + target;
  }

  @Override
  public boolean external() {
    return true;
  }
}
