package dev.fairlead.stream;

import dev.fairlead.sync.Waiting;
import java.time.Duration;
import java.util.List;

/**
 * A snapshot of a memory object stream, the same from both ends.
 *
 * {@snippet file="MemoryObjectStreamSnippets.java" region="statistics"}
 *
 * <p>Every item that was sent was received, is in the buffer, was dropped or was left: {@code sent}
 * is the sum of the others.
 *
 * @param currentBufferUsed how many items are in the buffer
 * @param maxBufferSize how many there may be
 * @param peakBufferUsed the most there ever were
 * @param openSendStreams how many sending handles are open
 * @param openReceiveStreams how many receiving handles are open
 * @param sent how many sends succeeded
 * @param received how many items were received
 * @param dropped how many items the overflow policy has dropped
 * @param undelivered how many items were in the buffer when the last receiving handle was closed
 * @param waitingSend who waits to send, first come first
 * @param waitingReceive who waits to receive, first come first
 * @param longestWaitSend the longest that anybody has waited to send, those who wait now included
 * @param longestWaitReceive the same for those who receive
 */
public record MemoryObjectStreamStatistics(
    int currentBufferUsed,
    int maxBufferSize,
    int peakBufferUsed,
    int openSendStreams,
    int openReceiveStreams,
    long sent,
    long received,
    long dropped,
    long undelivered,
    List<Waiting> waitingSend,
    List<Waiting> waitingReceive,
    Duration longestWaitSend,
    Duration longestWaitReceive) {

  /** How many tasks wait to send. */
  public int tasksWaitingSend() {
    return waitingSend.size();
  }

  /** How many tasks wait to receive. */
  public int tasksWaitingReceive() {
    return waitingReceive.size();
  }
}
