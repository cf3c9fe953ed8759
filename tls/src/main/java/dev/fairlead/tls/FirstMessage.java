package dev.fairlead.tls;

import java.nio.ByteBuffer;

/**
 * Whether enough has come from a client for the work on its handshake to begin. Until then a client
 * costs the memory of what it has sent, and nothing else.
 *
 * <p>The message may come in several records (RFC 8446 section 5.1), and in as many pieces as the
 * transport likes. What was looked at once is not looked at again. Used by one task.
 */
final class FirstMessage {

  /** As long as the JDK lets a message be; who has sent as much has its turn, whatever it is. */
  static final int LONGEST = 32_768;

  private static final int RECORD_HEADER = 5;
  private static final int LENGTH_OF_RECORD = 3;
  private static final int ALERT_RECORD = 21;
  private static final int HANDSHAKE_RECORD = 22;
  private static final int MESSAGE_HEADER = 4;
  private static final int CLIENT_HELLO = 1;

  // Records of before SSL 3, one of which an engine may take for a hello.
  private static final int OLD_RECORD = 0x80;
  private static final int OLD_HEADER = 2;
  private static final int OLD_LENGTH = 0x7FFF;

  private int looked; // at so many bytes: whole records
  private int header; // of the message, as far as it has come
  private int length; // of what was behind the headers of these records

  /**
   * Whether all of the message is there, or something that cannot be one: the engine waits for
   * nothing more before it says what is wrong with it.
   *
   * @param received all that has come, each time
   */
  boolean isWholeIn(ByteBuffer received) {
    int start = received.position() + looked;
    while (received.limit() - start >= RECORD_HEADER) {
      int end = start + lengthOfRecord(received, start);
      if (end > received.limit()) {
        break;
      } else if (received.get(start) != HANDSHAKE_RECORD) {
        return true;
      }
      add(received, start + RECORD_HEADER, end);
      if (isComplete()) {
        return true;
      }
      looked += end - start;
      start = end;
    }
    return received.remaining() >= LONGEST;
  }

  /** With its header, which is all that is needed of something that is no record. */
  private static int lengthOfRecord(ByteBuffer records, int start) {
    int type = Byte.toUnsignedInt(records.get(start));
    if (type == HANDSHAKE_RECORD || type == ALERT_RECORD) {
      return RECORD_HEADER + Short.toUnsignedInt(records.getShort(start + LENGTH_OF_RECORD));
    }
    return (type & OLD_RECORD) == 0
        ? RECORD_HEADER
        : OLD_HEADER + (records.getShort(start) & OLD_LENGTH);
  }

  private void add(ByteBuffer bytes, int start, int end) {
    int inHeader = Math.clamp(MESSAGE_HEADER - length, 0, end - start);
    for (int i = start; i < start + inHeader; i++) {
      header = header << Byte.SIZE | Byte.toUnsignedInt(bytes.get(i));
    }
    length += end - start;
  }

  private boolean isComplete() {
    return length >= MESSAGE_HEADER
        && (header >>> 24 != CLIENT_HELLO || length >= MESSAGE_HEADER + (header & 0xFF_FFFF));
  }
}
