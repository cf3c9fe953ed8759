package dev.fairlead.internal.epoll;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Descriptors that the kernel watches, and a way to end a wait for them from any thread. */
final class Epoll {

  static final int IN = 1;
  static final int OUT = 4;

  /** The kernel reports these whether they are asked for or not. */
  static final int ERROR_OR_HANGUP = 8 | 16;

  private static final int ADD = 1;
  private static final int REMOVE = 2;
  private static final int MODIFY = 3;
  private static final int CLOSE_ON_EXEC = 0x80000;
  private static final int NON_BLOCKING = 0x800;

  // The kernel looks at each channel that it reports. What it has touched for so many is in the
  // processor's cache when their tasks run; for a thousand it was not.
  private static final int ROOM = 64;

  private static final int EVENT_SIZE = Platform.CURRENT.eventSize();
  private static final int DESCRIPTOR = Platform.CURRENT.eventDataOffset();

  private final CallState state = new CallState();
  private final MemorySegment events = Arena.ofAuto().allocate((long) ROOM * EVENT_SIZE, 8);
  private final MemorySegment change = Arena.ofAuto().allocate(EVENT_SIZE, 8);
  private final int descriptor;
  private final int alarm;

  // Guarded by this object's monitor; so is the state of calls on the alarm.
  private final CallState alarmState = new CallState();
  private final MemorySegment alarmValue = Arena.ofAuto().allocate(JAVA_LONG);
  private boolean ringing;
  private boolean closed;

  private Epoll() throws IOException {
    descriptor = state.checked(SystemCalls.epollCreate(state.memory, CLOSE_ON_EXEC), "epoll");
    boolean done = false;
    try {
      alarm =
          state.checked(SystemCalls.eventfd(state.memory, CLOSE_ON_EXEC | NON_BLOCKING), "eventfd");
      done = true;
    } finally {
      if (!done) {
        SystemCalls.close(state.memory, descriptor);
      }
    }
  }

  static Epoll open() throws IOException {
    var made = new Epoll();
    boolean done = false;
    try {
      made.watch(made.alarm, 0, IN);
      done = true;
      return made;
    } finally {
      if (!done) {
        made.close();
      }
    }
  }

  // ---- one thread at a time

  /** Changes what a descriptor is watched for. */
  void watch(int watched, int before, int after) throws IOException {
    if (after == 0) {
      forget(watched);
    } else {
      int result = control(before == 0 ? ADD : MODIFY, watched, after);
      state.checked(result, "cannot watch descriptor " + watched);
    }
  }

  /** Watches a descriptor no more. This can only fail where the kernel has forgotten it already. */
  void forget(int watched) {
    int _ = control(REMOVE, watched, 0);
  }

  private int control(int operation, int watched, int lookFor) {
    change.set(JAVA_INT_UNALIGNED, 0, lookFor);
    change.set(JAVA_INT_UNALIGNED, DESCRIPTOR, watched);
    return SystemCalls.epollControl(state.memory, descriptor, operation, watched, change);
  }

  /** Waits, if need be, at most so long; negative is for ever. Returns how many are ready. */
  int await(int millis) throws IOException {
    int count = SystemCalls.epollWait(state.memory, descriptor, events, ROOM, millis);
    return count < 0 && state.shouldTryLater() ? 0 : state.checked(count, "epoll_wait");
  }

  /** Its own descriptor, which is ready when one that is watched is. */
  int descriptor() {
    return descriptor;
  }

  /** The descriptor of an event. */
  int descriptor(int index) {
    return events.get(JAVA_INT_UNALIGNED, (long) index * EVENT_SIZE + DESCRIPTOR);
  }

  /** What it is ready for. */
  int ready(int index) {
    return events.get(JAVA_INT_UNALIGNED, (long) index * EVENT_SIZE);
  }

  boolean isAlarm(int watched) {
    return watched == alarm;
  }

  // ---- any thread

  /** Ends the present wait, or the next one. */
  synchronized void ring() {
    if (!ringing && !closed) {
      ringing = true;
      SystemCalls.eventfdWrite(alarmState.memory, alarm);
    }
  }

  /** Takes note that a wait has been ended. */
  synchronized void silence() {
    ringing = false;
    SystemCalls.eventfdRead(alarmState.memory, alarm, alarmValue);
  }

  /** Nobody may wait meanwhile, or later. */
  synchronized void close() {
    closed = true;
    SystemCalls.close(alarmState.memory, alarm);
    SystemCalls.close(alarmState.memory, descriptor);
  }
}
