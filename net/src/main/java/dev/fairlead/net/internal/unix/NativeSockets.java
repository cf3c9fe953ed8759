package dev.fairlead.net.internal.unix;

import dev.fairlead.Body;
import dev.fairlead.CancelScope;
import dev.fairlead.NoRuntimeException;
import dev.fairlead.lowlevel.RuntimeToken;
import dev.fairlead.net.PeerCredentials;
import dev.fairlead.net.UnixAddress;
import dev.fairlead.net.internal.nio.RawPaths;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.thread.ToThread;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.newsclub.net.unix.AFSocketCapability;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketCredentials;
import org.newsclub.net.unix.FileDescriptorCast;

/**
 * What keeps junixsocket and the C library from harm: nothing native is loaded before it is needed,
 * its absence is a clear error, and traps of junixsocket are avoided in one place.
 */
final class NativeSockets {

  /*
   * What is known of junixsocket 2.11 and avoided here and in this package:
   *
   * - its socket pairs leak descriptors: they are never used;
   * - a blocking read on a virtual thread spins: channels are made non-blocking at once;
   * - a call in an interrupted thread closes the channel: see uninterrupted;
   * - more than 60 received descriptors leak, and closing a socket closes those it received:
   *   descriptors are sent and received by the C library alone;
   * - close shuts the connection down, also for another process that has it: see plainClose;
   * - connecting to a full backlog succeeds although it has not: "not at once" is taken as full;
   * - binding removes a file of somebody else and lets everybody use its own, and accepting fails
   *   once the file has another name: sockets are bound, and connections accepted, by the C library;
   * - an empty datagram looks like none: datagrams are received by the C library.
   */

  private static final int LONGEST_PATH = 107;

  private static volatile boolean linked;

  private NativeSockets() {}

  /**
   * Makes sure that native code can be used; a task waits the first time, whatever is cancelled.
   *
   * @throws UnsupportedOperationException if it cannot, with what to do about it
   */
  static void ensureUsable(String what) {
    if (!System.getProperty("os.name", "").startsWith("Linux")) {
      throw new UnsupportedOperationException(what + " is there on Linux only");
    }
    try {
      if (!linked) {
        linked = isInTask() ? onWorker() : link();
      }
    } catch (LinkageError | IllegalCallerException e) {
      throw unusable(what, e);
    }
    if (!linked) {
      throw unusable(what, null);
    }
  }

  private static boolean isInTask() {
    try {
      return !RuntimeToken.current().hasEnded();
    } catch (NoRuntimeException e) {
      return false;
    }
  }

  /** Takes a tenth of a second or more, for which the thread of a loop must not stand still. */
  private static boolean onWorker() {
    return CancelScope.shielded()
        .call(() -> ToThread.call(o -> o.withLimiter(new CapacityLimiter(1)), NativeSockets::link));
  }

  private static boolean link() {
    return AFUNIXSocket.isSupported()
        && AFSocketCapability.CAPABILITY_UNSAFE != null
        && Libc.isLinked();
  }

  private static UnsupportedOperationException unusable(
      String what, @org.jspecify.annotations.Nullable Throwable cause) {
    return new UnsupportedOperationException(
        what
            + " needs native code, which cannot be used here; start Java with"
            + " --enable-native-access=dev.fairlead.net,org.newsclub.net.unix, or with"
            + " --enable-native-access=ALL-UNNAMED on the class path",
        cause);
  }

  /** Calls junixsocket in a thread that does not look interrupted. */
  static <T extends @org.jspecify.annotations.Nullable Object> T uninterrupted(
      Body<T, IOException> call) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      return call.call();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  static int number(FileDescriptor descriptor) throws IOException {
    return FileDescriptorCast.using(descriptor).as(Integer.class);
  }

  /** Closes a socket without shutting down what another process may share with it. */
  static void plainClose(FileDescriptor descriptor) throws IOException {
    if (descriptor.valid()) {
      FileDescriptorCast.using(descriptor).as(FileInputStream.class).close();
    }
  }

  static AFUNIXSocketAddress toNative(UnixAddress address) throws SocketException {
    return AFUNIXSocketAddress.of(bytesOf(address));
  }

  /** The address as the system has it: an abstract name begins with a zero. */
  static byte[] bytesOf(UnixAddress address) {
    if (address.abstractName().isPresent()) {
      byte[] name = address.abstractName().get();
      var bytes = new byte[name.length + 1];
      System.arraycopy(name, 0, bytes, 1, name.length);
      return checked(bytes, address);
    }
    Path path =
        address
            .path()
            .orElseThrow(
                () -> new IllegalArgumentException("an address without a name cannot be reached"));
    return checked(RawPaths.bytesOf(path), address);
  }

  private static byte[] checked(byte[] bytes, UnixAddress address) {
    if (bytes.length > LONGEST_PATH) {
      throw new IllegalArgumentException(
          "the address of a UNIX socket has at most "
              + LONGEST_PATH
              + " bytes, this one "
              + bytes.length
              + ": "
              + address);
    }
    return bytes;
  }

  static UnixAddress fromNative(java.net.@org.jspecify.annotations.Nullable SocketAddress address) {
    if (!(address instanceof AFUNIXSocketAddress unix)) {
      return UnixAddress.UNNAMED;
    }
    byte[] bytes = unix.getPathAsBytes();
    if (bytes.length == 0) {
      return UnixAddress.UNNAMED;
    }
    return bytes[0] == 0
        ? UnixAddress.abstractName(Arrays.copyOfRange(bytes, 1, bytes.length))
        : UnixAddress.of(RawPaths.of(bytes));
  }

  static PeerCredentials credentials(AFUNIXSocketChannel channel) throws IOException {
    AFUNIXSocketCredentials found = uninterrupted(channel::getPeerCredentials);
    return new PeerCredentials(
        Optional.empty(),
        Optional.empty(),
        OptionalInt.of(Math.toIntExact(found.getPid())),
        OptionalLong.of(found.getUid()),
        OptionalLong.of(found.getGid()));
  }
}
