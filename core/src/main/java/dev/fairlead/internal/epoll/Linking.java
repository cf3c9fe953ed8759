package dev.fairlead.internal.epoll;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Links native code before a loop serves. */
@SuppressWarnings("restricted")
final class Linking {

  private static final int NO_DESCRIPTOR = -1;

  private Linking() {}

  /**
   * Links all calls and makes each once.
   *
   * @throws IllegalStateException if native access is denied
   */
  static void complete() {
    try {
      // Is denied wherever linking would be; but linking that is denied leaves broken classes.
      var _ = MemorySegment.NULL.reinterpret(1);
      tryOut();
    } catch (IllegalCallerException e) {
      throw denied(e);
    } catch (IOException e) {
      throw new IllegalStateException("native sockets cannot watch descriptors", e);
    }
  }

  private static void tryOut() throws IOException {
    var epoll = Epoll.open();
    epoll.ring();
    epoll.await(0);
    epoll.silence();
    epoll.close();
    var state = new CallState();
    var bytes = MemorySegment.ofArray(new byte[1]);
    SystemCalls.receive(state.memory, NO_DESCRIPTOR, bytes);
    SystemCalls.send(state.memory, NO_DESCRIPTOR, bytes);
    state.failure();
  }

  private static IllegalStateException denied(Throwable cause) {
    return new IllegalStateException(
        "native sockets need native access. Start java with"
            + " --enable-native-access=dev.fairlead.core if Fairlead is on the module path,"
            + " --enable-native-access=ALL-UNNAMED if it is on the class path,"
            + " or leave out withNativeSockets()",
        cause);
  }
}
