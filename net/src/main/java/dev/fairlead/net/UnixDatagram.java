package dev.fairlead.net;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A datagram over UNIX sockets, with whom it comes from or goes to. Two are equal when their bytes
 * and their addresses are.
 *
 * {@snippet file="UnixSnippets.java" region="datagram-options"}
 *
 * @param data what it carries; not copied
 * @param address the sender of one that was received, {@link UnixAddress#UNNAMED} if it has no
 *     address; the receiver of one to send
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by content below.
public record UnixDatagram(byte[] data, UnixAddress address) {

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof UnixDatagram that
        && Arrays.equals(data, that.data)
        && address.equals(that.address);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(data) + address.hashCode();
  }

  @Override
  public String toString() {
    return data.length + " bytes, " + address;
  }
}
