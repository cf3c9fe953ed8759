package dev.fairlead.net.internal.unix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.fairlead.net.UnixAddress;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Messages over UNIX sockets with what no channel carries: addresses and descriptors. Linux. */
final class Messages {

  /*
   * struct msghdr on every 64-bit Linux: name 0, namelen 8, iov 16, iovlen 24, control 32,
   * controllen 40, flags 48. struct cmsghdr: len 0, level 8, type 12, data 16.
   */
  private static final int HEADER = 56;
  private static final int CONTROL_DATA = 16;
  private static final int ADDRESS_SIZE = 110;

  private static final int SOL_SOCKET = 1;
  private static final int SCM_RIGHTS = 1;
  private static final int MSG_PEEK = 0x2;
  private static final int MSG_CTRUNC = 0x8;
  private static final int MSG_TRUNC = 0x20;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int MSG_CMSG_CLOEXEC = 0x4000_0000;

  /** The most descriptors that Linux takes in one message. */
  static final int MAX_DESCRIPTORS = 253;

  private Messages() {}

  /**
   * What was received.
   *
   * @param size how many bytes; {@link Libc#AGAIN} if there was nothing
   * @param truncated whether descriptors are missing
   * @param cut whether bytes are missing, for which there was no room
   */
  @SuppressWarnings("ArrayRecordComponent") // Carries them from one method to the next.
  record Incoming(
      long size, SocketAddress sender, int[] descriptors, boolean truncated, boolean cut) {

    static final Incoming NOTHING =
        new Incoming(Libc.AGAIN, UnixAddress.UNNAMED, new int[0], false, false);
  }

  /**
   * Sends once, without waiting, and moves the position of the buffer.
   *
   * @param target the address in the form of the system; empty for the other side
   * @return how much was taken; {@link Libc#AGAIN} if there is no room
   */
  static long send(int fd, ByteBuffer source, byte[] target, int[] descriptors) throws IOException {
    try (var arena = Arena.ofConfined()) {
      MemorySegment data = arena.allocate(Math.max(1, source.remaining()));
      MemorySegment.copy(MemorySegment.ofBuffer(source), 0, data, 0, source.remaining());
      MemorySegment header = header(arena, data, source.remaining());
      setName(arena, header, target);
      setDescriptors(arena, header, descriptors);
      long sent = Libc.sendmsg(fd, header, MSG_DONTWAIT | MSG_NOSIGNAL);
      if (sent > 0) {
        source.position(source.position() + (int) sent);
      }
      return sent;
    }
  }

  private static MemorySegment header(Arena arena, MemorySegment data, long size) {
    MemorySegment vector = arena.allocate(16, 8);
    vector.set(ADDRESS, 0, data);
    vector.set(JAVA_LONG, 8, size);
    MemorySegment header = arena.allocate(HEADER, 8);
    header.set(ADDRESS, 16, vector);
    header.set(JAVA_LONG, 24, 1);
    return header;
  }

  private static void setName(Arena arena, MemorySegment header, byte[] target) {
    if (target.length > 0) {
      header.set(ADDRESS, 0, arena.allocateFrom(JAVA_BYTE, target));
      header.set(JAVA_INT, 8, target.length);
    }
  }

  /** Binds a socket. */
  static void bind(int fd, UnixAddress address) throws IOException {
    try (var arena = Arena.ofConfined()) {
      byte[] name = SocketNames.encode(address, false);
      Libc.bind(fd, arena.allocateFrom(JAVA_BYTE, name), name.length);
    }
  }

  private static void setDescriptors(Arena arena, MemorySegment header, int[] descriptors) {
    if (descriptors.length == 0) {
      return;
    }
    int length = CONTROL_DATA + descriptors.length * Integer.BYTES;
    MemorySegment control = arena.allocate(aligned(length), 8);
    control.set(JAVA_LONG, 0, length);
    control.set(JAVA_INT, 8, SOL_SOCKET);
    control.set(JAVA_INT, 12, SCM_RIGHTS);
    MemorySegment.copy(descriptors, 0, control, JAVA_INT, CONTROL_DATA, descriptors.length);
    header.set(ADDRESS, 32, control);
    header.set(JAVA_LONG, 40, control.byteSize());
  }

  private static long aligned(long length) {
    return (length + 7) & ~7L;
  }

  /** The size of the next datagram, which stays; {@link Libc#AGAIN} if there is none. */
  static long peekSize(int fd) throws IOException {
    try (var arena = Arena.ofConfined()) {
      MemorySegment header = header(arena, arena.allocate(1), 0);
      return Libc.recvmsg(fd, header, MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT);
    }
  }

  /** Receives once, without waiting, with as many descriptors as one message can carry. */
  static Incoming receive(int fd, ByteBuffer target) throws IOException {
    try (var arena = Arena.ofConfined()) {
      MemorySegment data = arena.allocate(Math.max(1, target.remaining()));
      MemorySegment header = header(arena, data, target.remaining());
      MemorySegment name = arena.allocate(ADDRESS_SIZE, 8);
      header.set(ADDRESS, 0, name);
      header.set(JAVA_INT, 8, ADDRESS_SIZE);
      MemorySegment control =
          arena.allocate(aligned(CONTROL_DATA + MAX_DESCRIPTORS * Integer.BYTES), 8);
      header.set(ADDRESS, 32, control);
      header.set(JAVA_LONG, 40, control.byteSize());
      long size = Libc.recvmsg(fd, header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
      if (size == Libc.AGAIN) {
        return Incoming.NOTHING;
      }
      target.put(data.asSlice(0, size).asByteBuffer());
      int flags = header.get(JAVA_INT, 48);
      return new Incoming(
          size,
          senderIn(name, header.get(JAVA_INT, 8)),
          descriptorsIn(control, header.get(JAVA_LONG, 40)),
          (flags & MSG_CTRUNC) != 0,
          (flags & MSG_TRUNC) != 0);
    }
  }

  private static SocketAddress senderIn(MemorySegment name, int length) throws IOException {
    byte[] structure = name.asSlice(0, Math.min(length, ADDRESS_SIZE)).toArray(JAVA_BYTE);
    return SocketNames.decode(structure);
  }

  private static int[] descriptorsIn(MemorySegment control, long length) {
    List<Integer> found = new ArrayList<>();
    for (long at = 0; at + CONTROL_DATA <= length; ) {
      long size = control.get(JAVA_LONG, at);
      if (control.get(JAVA_INT, at + 8) == SOL_SOCKET
          && control.get(JAVA_INT, at + 12) == SCM_RIGHTS) {
        for (long i = at + CONTROL_DATA; i < at + size; i += Integer.BYTES) {
          found.add(control.get(JAVA_INT, i));
        }
      }
      at += aligned(Math.max(size, CONTROL_DATA));
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }
}
