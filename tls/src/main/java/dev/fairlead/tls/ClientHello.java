package dev.fairlead.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a client's first message what engines do not tell, or tell too late: which cipher
 * suites it offers and which server it asks for. The message comes first on the wire and in plain
 * (RFC 8446 sections 4.1.2 and 5.1), in one record or in several. Used by the task that does the
 * handshake.
 */
final class ClientHello {

  private static final int RECORD_HEADER = 5;
  private static final int HANDSHAKE_RECORD = 22;
  private static final int CLIENT_HELLO = 1;
  private static final int MESSAGE_HEADER = 4;
  private static final int VERSION_AND_RANDOM = 2 + 32;
  private static final int SERVER_NAME = 0;
  private static final int HOST_NAME = 0;

  // Far more than any client sends; what is longer is not kept.
  private static final int LONGEST = 65_536;

  private static final char[] NONE = {};

  // What has come of the message so far; gone once it was read, for streams live long.
  private @Nullable ByteArrayOutputStream message = new ByteArrayOutputStream();
  private char[] cipherSuites = NONE;
  private Optional<String> serverName = Optional.empty();

  /** Takes records that the engine has opened, in order; those behind the message are ignored. */
  void take(ByteBuffer records) {
    while (message != null && records.remaining() > RECORD_HEADER) {
      int type = records.get();
      records.getShort(); // The version of the record says nothing.
      int length = Short.toUnsignedInt(records.getShort());
      if (type != HANDSHAKE_RECORD || length > records.remaining()) {
        message = null; // Not a message of a handshake, so there is nothing to read.
      } else {
        byte[] part = new byte[length];
        records.get(part);
        message.writeBytes(part);
        readIfComplete(message);
      }
    }
  }

  private void readIfComplete(ByteArrayOutputStream message) {
    ByteBuffer bytes = ByteBuffer.wrap(message.toByteArray());
    if (bytes.remaining() < MESSAGE_HEADER) {
      return;
    }
    int header = bytes.getInt();
    int length = header & 0xFF_FFFF;
    if (header >>> 24 != CLIENT_HELLO || length > LONGEST) {
      this.message = null;
    } else if (bytes.remaining() >= length) {
      this.message = null;
      read(bytes);
    }
  }

  private void read(ByteBuffer bytes) {
    try {
      skip(bytes, VERSION_AND_RANDOM);
      skip(bytes, Byte.toUnsignedInt(bytes.get())); // The session.
      cipherSuites = readCipherSuites(part(bytes));
      skip(bytes, Byte.toUnsignedInt(bytes.get())); // Ways of compression.
      serverName = readServerName(part(bytes));
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      // The engine refuses such a message, and says what is wrong with it.
    }
  }

  private static char[] readCipherSuites(ByteBuffer bytes) {
    char[] found = new char[bytes.remaining() / Character.BYTES];
    bytes.asCharBuffer().get(found);
    return found;
  }

  // RFC 6066 section 3.
  private static Optional<String> readServerName(ByteBuffer extensions) {
    while (extensions.hasRemaining()) {
      int type = Short.toUnsignedInt(extensions.getShort());
      ByteBuffer extension = part(extensions);
      if (type == SERVER_NAME && extension.hasRemaining()) {
        ByteBuffer names = part(extension);
        return names.get() == HOST_NAME
            ? Optional.of(US_ASCII.decode(part(names)).toString())
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static void skip(ByteBuffer bytes, int count) {
    bytes.position(bytes.position() + count);
  }

  /** What follows its length in two bytes. */
  private static ByteBuffer part(ByteBuffer bytes) {
    int length = Short.toUnsignedInt(bytes.getShort());
    ByteBuffer part = bytes.slice(bytes.position(), length);
    skip(bytes, length);
    return part;
  }

  /** The numbers of the suites in the order of the client; empty where none were seen. */
  List<Integer> cipherSuites() {
    return CharBuffer.wrap(cipherSuites).chars().boxed().toList();
  }

  /** The host that the client asks for. */
  Optional<String> serverName() {
    return serverName;
  }
}
