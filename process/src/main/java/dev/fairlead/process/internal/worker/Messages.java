package dev.fairlead.process.internal.worker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.jspecify.annotations.Nullable;

/** Objects as bytes, between a program and its own workers. */
public final class Messages {

  /** How many bytes tell the length of a message. */
  public static final int LENGTH_BYTES = 4;

  /** What a worker sends first, once it is ready. */
  public static final int READY = 0x52;

  private Messages() {}

  /** Serialises an object. */
  public static byte[] toBytes(Object object) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  /** Makes the object again, of the classes that this library sees. */
  @SuppressWarnings("BanSerializableRead") // Both ends are the same program.
  public static @Nullable Object toObject(byte[] bytes) throws IOException {
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    } catch (ClassNotFoundException e) {
      throw new InvalidObjectException("its class is not here: " + e.getMessage(), e);
    }
  }
}
