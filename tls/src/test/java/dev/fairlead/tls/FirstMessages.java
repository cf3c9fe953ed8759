package dev.fairlead.tls;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** What clients begin with, made by an engine. */
final class FirstMessages {

  static final int RECORD_HEADER = 5;

  private FirstMessages() {}

  /** One record with all of the message. */
  static byte[] hello() throws SSLException {
    SSLEngine engine = ServingTls.CLIENT.sslContext().createSSLEngine("localhost", 443);
    engine.setUseClientMode(true);
    ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), record);
    return Arrays.copyOf(record.array(), record.position());
  }

  /** The same message in records with so many bytes each. */
  static byte[] helloInRecordsOf(int size) throws SSLException {
    byte[] hello = hello();
    int records = (hello.length - RECORD_HEADER + size - 1) / size;
    ByteBuffer all = ByteBuffer.allocate(hello.length + records * RECORD_HEADER);
    for (int i = RECORD_HEADER; i < hello.length; i += size) {
      int length = Math.min(size, hello.length - i);
      all.put(hello, 0, 3).putShort((short) length).put(hello, i, length);
    }
    return Arrays.copyOf(all.array(), all.position());
  }

  /** Beginnings of the message that are not all of it: of its record, or whole records. */
  static List<byte[]> beginnings() throws SSLException {
    byte[] hello = hello();
    byte[] inRecords = helloInRecordsOf(50);
    return List.of(
        Arrays.copyOf(hello, 1),
        Arrays.copyOf(hello, RECORD_HEADER),
        Arrays.copyOf(hello, hello.length / 2),
        Arrays.copyOf(hello, hello.length - 1),
        Arrays.copyOf(helloInRecordsOf(3), RECORD_HEADER + 3),
        Arrays.copyOf(inRecords, RECORD_HEADER + 50),
        new byte[] {(byte) 0x80, 50, 1, 3, 3});
  }
}
