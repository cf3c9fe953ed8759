/**
 * A selector for the JDK's channels that asks Linux itself, and reads and writes of their sockets
 * without the JDK in between.
 *
 * <p>Channels stay the JDK's: it opens, connects, accepts and closes, and knows the options. Only
 * what a busy connection does all the time goes past it: waiting, {@code recv} and {@code send}.
 * The rule that makes this safe is with {@link dev.fairlead.internal.epoll.DirectSocket}: the JDK
 * closes no descriptor whose channel has a key, and nobody takes a key back while a call is under
 * way.
 *
 * <p>Refused: sockets of our own, which would mean another implementation of all that channels can
 * do; descriptors for the thread of a loop alone, which needs no count of the calls under way, but
 * keeps whoever closes a channel waiting for that thread, and leaves out tasks in parallel.
 */
package dev.fairlead.internal.epoll;
