package dev.fairlead.testing.internal.network;

import dev.fairlead.testing.SimulatedHost;
import dev.fairlead.testing.SimulatedNetwork;
import dev.fairlead.testing.internal.SeededRandom;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Hosts, and what is on its way between them.
 *
 * <p>Touched only by the task that runs, and by timers, while no task does: so nothing here is
 * locked. Whoever wakes a task does so last, since that may let the other one run at once.
 */
public final class Network implements SimulatedNetwork {

  private static final int RANDOM_OF_THE_NETWORK = 3;
  private static final long WITHIN_A_HOST_NANOS = 50_000;
  private static final Duration LONGEST_LATENCY = Duration.ofDays(1_000);

  private final World world;
  private final SeededRandom random;
  private final Map<String, Host> hosts = new LinkedHashMap<>();
  private final Set<Set<Host>> cuts = new HashSet<>();
  private final List<Pipe> stalled = new ArrayList<>();
  private final Groups groups = new Groups();
  private final Driver driver = new Driver(this);
  private final Host localhost;
  private long leastLatency = Duration.ofMillis(1).toNanos();
  private long mostLatency = Duration.ofMillis(10).toNanos();
  private double loss;

  /** Makes a network with one host. */
  public Network(World world, long seed) {
    this.world = world;
    this.random = new SeededRandom(seed, RANDOM_OF_THE_NETWORK);
    this.localhost = new Host("localhost", nextAddresses());
    hosts.put(localhost.name(), localhost);
  }

  /** What {@code Net} uses. */
  public Driver driver() {
    return driver;
  }

  World world() {
    return world;
  }

  Groups groups() {
    return groups;
  }

  SeededRandom random() {
    return random;
  }

  // ---- hosts

  @Override
  public SimulatedHost localhost() {
    return localhost;
  }

  @Override
  public SimulatedHost host(String name, String... addresses) {
    String known = name.toLowerCase(Locale.ROOT);
    List<InetAddress> own = addresses.length == 0 ? nextAddresses() : parsed(addresses);
    if (name.isBlank() || hosts.containsKey(known)) {
      throw new IllegalArgumentException("a host needs a name of its own: \"" + name + "\"");
    }
    for (InetAddress address : own) {
      ensureOfOneHost(address);
      withAddress(address)
          .ifPresent(other -> {
            throw new IllegalArgumentException(
                address.getHostAddress() + " belongs to host " + other.name() + " already");
          });
    }
    var host = new Host(name, own);
    hosts.put(known, host);
    return host;
  }

  /** With one of the others nobody would ever reach the host. */
  private static void ensureOfOneHost(InetAddress address) {
    if (address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()) {
      throw new IllegalArgumentException(
          address.getHostAddress()
              + " leads to no single host: it is of the loopback, stands for all addresses, or is a"
              + " group; give the host another one");
    }
  }

  /** The next ones that no host was given. */
  private List<InetAddress> nextAddresses() {
    int number = hosts.size();
    List<InetAddress> next;
    do {
      number++;
      next =
          List.of(
              InetAddress.ofLiteral("10.0." + number / 256 + "." + number % 256),
              InetAddress.ofLiteral("fd00::" + Integer.toHexString(number)));
    } while (next.stream().anyMatch(address -> withAddress(address).isPresent()));
    return next;
  }

  private static List<InetAddress> parsed(String... addresses) {
    return java.util.Arrays.stream(addresses).map(InetAddress::ofLiteral).toList();
  }

  /** The host the current task runs on. */
  Host current() {
    return Host.CURRENT.find().orElse(localhost);
  }

  Optional<Host> withAddress(InetAddress address) {
    return hosts.values().stream().filter(host -> host.addresses().contains(address)).findFirst();
  }

  /** The host that an address leads to, seen from another one. */
  Optional<Host> reachedFrom(Host from, InetAddress address) {
    return from.has(address) ? Optional.of(from) : withAddress(address);
  }

  Optional<Host> named(String name) {
    return Optional.ofNullable(hosts.get(name.toLowerCase(Locale.ROOT)));
  }

  Set<String> names() {
    return hosts.keySet();
  }

  // ---- what goes wrong

  @Override
  public void partition(SimulatedHost one, SimulatedHost other) {
    cuts.add(between(one, other));
    world.note("partition " + one.name() + " | " + other.name());
  }

  @Override
  public void heal(SimulatedHost one, SimulatedHost other) {
    cuts.remove(between(one, other));
    world.note("heal " + one.name() + " | " + other.name());
    goOn();
  }

  @Override
  public void heal() {
    cuts.clear();
    world.note("heal all");
    goOn();
  }

  private Set<Host> between(SimulatedHost one, SimulatedHost other) {
    if (one.equals(other)) {
      throw new IllegalArgumentException(
          "a host always reaches itself: " + one.name() + "; name two different ones");
    }
    return Set.of(own(one), own(other));
  }

  private Host own(SimulatedHost host) {
    Host known = (Host) host;
    if (!hosts.containsValue(known)) {
      throw new IllegalArgumentException(
          "host " + host.name() + " belongs to another simulation; each has hosts of its own");
    }
    return known;
  }

  private void goOn() {
    List<Pipe> moving = stalled.stream().filter(pipe -> !isCut(pipe.from(), pipe.to())).toList();
    stalled.removeAll(moving);
    moving.forEach(Pipe::goOn);
  }

  void stall(Pipe pipe) {
    if (!stalled.contains(pipe)) {
      stalled.add(pipe);
    }
  }

  void forget(Pipe pipe) {
    stalled.remove(pipe);
  }

  @Override
  public void reset(SimulatedHost one, SimulatedHost other) {
    Host here = own(one);
    Host there = own(other);
    world.note("reset " + one.name() + " | " + other.name());
    // From both sides: where one end is closed already, only the other one is known.
    Stream.concat(here.connectionsTo(there).stream(), there.connectionsTo(here).stream())
        .forEach(SimulatedStream::reset);
  }

  boolean isCut(Host one, Host other) {
    return !one.equals(other) && cuts.contains(Set.of(one, other));
  }

  @Override
  public void latency(Duration least, Duration most) {
    if (least.isNegative() || least.compareTo(most) > 0 || most.compareTo(LONGEST_LATENCY) > 0) {
      throw new IllegalArgumentException(
          "latency must be from 0 to 1000 days, and the least not more than the most: "
              + least
              + ", "
              + most);
    }
    leastLatency = least.toNanos();
    mostLatency = most.toNanos();
  }

  @Override
  public void datagramLoss(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share is between 0 and 1: " + share);
    }
    loss = share;
  }

  boolean losesDatagram(Host from, Host to) {
    return !from.equals(to) && loss > 0 && random.nextDouble() < loss;
  }

  /** Has something happen after its way to a host, unless that is cut at one end of it. */
  void carry(Host from, Host to, Runnable arrival) {
    if (isCut(from, to)) {
      return;
    }
    world
        .newTimer(() -> {
          if (!isCut(from, to)) {
            arrival.run();
          }
        })
        .arm(world.nanoTime() + latency(from, to));
  }

  /** Draws how long something takes from host to host. */
  long latency(Host from, Host to) {
    if (from.equals(to)) {
      return random.nextLong(WITHIN_A_HOST_NANOS);
    }
    return leastLatency
        + (mostLatency == leastLatency ? 0 : random.nextLong(1 + mostLatency - leastLatency));
  }

  @Override
  public String toString() {
    return "simulated network of " + hosts.values();
  }
}
