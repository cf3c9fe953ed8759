package dev.fairlead.net;

import dev.fairlead.Deadline;

/**
 * What went through a stream so far.
 *
 * {@snippet file="TcpSnippets.java" region="statistics"}
 *
 * @param bytesReceived bytes handed to this program
 * @param bytesSent bytes the system has taken to send
 * @param receives receives that returned bytes
 * @param sends sends that were begun
 * @param openedAt when the stream was opened, on the clock of the runtime
 */
public record SocketStatistics(
    long bytesReceived, long bytesSent, long receives, long sends, Deadline openedAt) {}
