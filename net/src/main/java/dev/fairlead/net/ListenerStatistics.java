package dev.fairlead.net;

/**
 * What a listener has done so far.
 *
 * {@snippet file="TcpSnippets.java" region="statistics"}
 *
 * @param accepted connections that were accepted
 * @param active connections whose handler has not ended
 * @param failed connections whose handler failed
 * @param cancelled connections whose handler was cancelled: by a drain, say, after its grace
 * @param refusals how often the system refused to accept
 */
public record ListenerStatistics(
    long accepted, long active, long failed, long cancelled, long refusals) {}
