package dev.fairlead.net;

/**
 * What went through a datagram socket so far.
 *
 * {@snippet file="UdpSnippets.java" region="too-large"}
 *
 * @param datagramsReceived datagrams handed to this program
 * @param bytesReceived their bytes
 * @param datagramsSent datagrams the system has taken to send
 * @param bytesSent their bytes
 */
public record DatagramStatistics(
    long datagramsReceived, long bytesReceived, long datagramsSent, long bytesSent) {}
