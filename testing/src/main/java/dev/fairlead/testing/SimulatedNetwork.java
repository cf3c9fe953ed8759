package dev.fairlead.testing;

import dev.fairlead.testing.internal.network.Network;
import java.time.Duration;

/**
 * The network of a simulation: hosts with names and addresses, connections and datagrams between
 * them, and what can go wrong on the way. Code that uses {@code Net} uses it without knowing.
 *
 * {@snippet file="SimulatedNetworkSnippets.java" region="partition"}
 *
 * <p>Everything takes a while, which is drawn from the seed. Connections keep order and lose
 * nothing, and a sender waits when a connection is full; datagrams may get lost and overtake each
 * other. Where nobody listens a connection is refused. What is sent over a {@linkplain #partition
 * cut} waits until it is healed, as the real thing does by sending again; datagrams are lost, and
 * connecting or waiting is given up after a while. A socket for datagrams keeps 256 of them that
 * nobody has received, and no more once they are 208 KiB; what comes then is dropped.
 *
 * <p>The options of sockets are remembered, and without effect but those of multicast: no two
 * listeners share a port.
 *
 * <p>Each host has UNIX sockets of its own. Their paths are names only, which no file belongs to.
 * UNIX datagrams and the passing of descriptors are an {@code UnsupportedOperationException}.
 *
 * <p>All hosts are on one network: whoever joins a multicast group hears it, through whichever
 * interface, except what is sent with a time to live of 0.
 *
 * <p>Its methods are called by tasks of the simulation.
 */
public sealed interface SimulatedNetwork permits Network {

  /** The host of tasks that were not told another one; its name is {@code localhost}. */
  SimulatedHost localhost();

  /**
   * Adds a host.
   *
   * @param addresses its addresses, in text; without any it gets one of IPv4 and one of IPv6
   * @throws IllegalArgumentException if another host has the name or an address, or the text is no
   *     address, or one of the loopback, of all addresses, or of a group
   */
  SimulatedHost host(String name, String... addresses);

  /**
   * Lets nothing through between two hosts, in both directions, until that is healed.
   *
   * @throws IllegalArgumentException if both are the same host, or one is of another simulation
   */
  void partition(SimulatedHost one, SimulatedHost other);

  /**
   * Lets everything through between two hosts again.
   *
   * @throws IllegalArgumentException if both are the same host, or one is of another simulation
   */
  void heal(SimulatedHost one, SimulatedHost other);

  /** Lets everything through everywhere. */
  void heal();

  /**
   * Breaks all connections between two hosts, or within one.
   *
   * @throws IllegalArgumentException if one is of another simulation
   */
  void reset(SimulatedHost one, SimulatedHost other);

  /**
   * Sets how long everything takes from host to host from now on: at least, and at most.
   *
   * @throws IllegalArgumentException if negative, or at least is more than at most, or that is more
   *     than 1000 days
   */
  void latency(Duration least, Duration most);

  /**
   * Sets how many datagrams get lost from now on, on the average.
   *
   * @param share between 0, none, and 1, all
   */
  void datagramLoss(double share);
}
