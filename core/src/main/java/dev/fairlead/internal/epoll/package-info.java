/**
 * A selector for the JDK's channels that asks Linux itself, and reads and writes of their sockets
 * without the JDK in between.
 *
 * <p>Channels stay the JDK's: it opens, connects, accepts and closes, knows the options, and serves
 * whoever is not on the thread of the loop. Only what a busy connection does all the time goes past
 * it: waiting, {@code recv} and {@code send}. The rule that makes this safe is with {@link
 * dev.fairlead.internal.epoll.EpollKey}: the JDK closes no descriptor whose channel has a key, and
 * one thread both takes keys back and uses descriptors.
 *
 * <p>Refused: sockets of our own, which would mean another implementation of all that channels can
 * do; a hazard pointer around each call, so that any thread might take keys back, for a fence in
 * each read and write and selections by several threads.
 */
package dev.fairlead.internal.epoll;
