/**
 * What a network is made of, below the public types of {@code dev.fairlead.net}.
 *
 * <p>A {@link dev.fairlead.net.spi.NetworkDriver} makes connections, listeners and datagram sockets
 * and resolves names; what it makes is as plain as possible. The public types put around it what is
 * the same for every network: states, guards against two users at once, counters, the race between
 * addresses, serving.
 */
package dev.fairlead.net.spi;
