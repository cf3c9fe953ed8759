package dev.fairlead.tls;

/**
 * What has happened on a {@link TlsListener} so far.
 *
 * {@snippet file="TlsListenerSnippets.java" region="statistics"}
 *
 * @param succeeded how many handshakes succeeded, those that resumed a session among them
 * @param resumed how many of these resumed a session
 * @param failed how many handshakes failed or ran out of time
 * @param running how many are going on now, with clients whose first message has come
 * @param waiting how many connections wait for their turn
 */
public record TlsListenerStatistics(
    long succeeded, long resumed, long failed, int running, int waiting) {}
