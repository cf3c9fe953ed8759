/**
 * TCP, UDP, UNIX sockets and name resolution.
 *
 * <p>{@link dev.fairlead.net.Net} is the way in. It gives {@link dev.fairlead.net.SocketStream}s
 * and {@link dev.fairlead.net.SocketListener}s, which are streams and listeners of {@code
 * dev.fairlead.stream} and work with everything that is built on those. What they say about
 * themselves is in {@link dev.fairlead.net.SocketAttribute}. The network below is a {@link
 * dev.fairlead.net.spi.NetworkDriver}.
 */
package dev.fairlead.net;
