package dev.fairlead.process.internal.spawn;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.fairlead.process.ProcessGroup;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * Starts processes by {@code posix_spawn}.
 *
 * <p>The C library does between fork and exec what has to be done there, without touching the
 * memory of the JVM: it opens the standard streams by path and closes all other descriptors.
 */
final class NativeSpawner implements Spawner {

  private static final int READ_ONLY = 0;
  private static final int WRITE_ONLY = 1;
  private static final int CREATE = 0x40;
  private static final int TRUNCATE = 0x200;
  private static final int APPEND = 0x400;
  private static final int MODE = 0666; // less what the umask takes away

  private static final short SET_GROUP = 0x02;
  private static final short SET_DEFAULT = 0x04;
  private static final short SET_MASK = 0x08;
  private static final short SET_SESSION = 0x80;

  // The JVM ignores SIGPIPE or handles it; a program such as "yes" relies on it.
  private static final int SIGPIPE_BIT = 1 << 12;

  private static final int SIGKILL = 9;

  // More than the structures of any C library take.
  private static final int STRUCTURE_BYTES = 1024;
  private static final int SIGNAL_SET_BYTES = 128;

  private static final Charset CHARSET = charset();

  private static Charset charset() {
    Charset ofSystem =
        Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"), StandardCharsets.UTF_8);
    // In the POSIX locale the JDK takes ASCII and turns the rest into question marks.
    return ofSystem.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : ofSystem;
  }

  @Override
  public boolean givesDescriptors() {
    return true;
  }

  @Override
  public boolean groupsForFree() {
    return true;
  }

  @Override
  public boolean blocks() {
    return false;
  }

  @Override
  public void giveWay() {
    Libc.giveWay();
  }

  @Override
  public boolean enlarge(int descriptor, int bytes) {
    return Libc.enlargePipe(descriptor, bytes);
  }

  @Override
  public Child spawn(SpawnRequest request) throws IOException {
    ExitWatch watch = ExitWatch.get();
    long pid = start(request);
    try {
      int pidfd = Libc.pidfdOpen(pid);
      var child =
          new NativeChild(pid, pidfd, request.group() != ProcessGroup.OF_PARENT, request.what());
      watch.watch(pidfd, child);
      return child;
    } catch (IOException e) {
      // No descriptor is left, most likely. Nobody but us can reap it, so the number is still its.
      boolean _ = Libc.kill(pid, SIGKILL);
      Libc.reap(pid);
      throw e;
    }
  }

  private static long start(SpawnRequest request) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment actions = arena.allocate(STRUCTURE_BYTES, 16);
      MemorySegment attributes = arena.allocate(STRUCTURE_BYTES, 16);
      check("posix_spawn_file_actions_init", () -> (int) Libc.ACTIONS_INIT.invokeExact(actions));
      check("posix_spawnattr_init", () -> (int) Libc.ATTRIBUTES_INIT.invokeExact(attributes));
      try {
        addActions(actions, request, arena);
        setAttributes(attributes, request.group(), arena);
        return start(actions, attributes, request, arena);
      } finally {
        int _ = Libc.direct(() -> (int) Libc.ACTIONS_DESTROY.invokeExact(actions));
        int _ = Libc.direct(() -> (int) Libc.ATTRIBUTES_DESTROY.invokeExact(attributes));
      }
    }
  }

  private static long start(
      MemorySegment actions, MemorySegment attributes, SpawnRequest request, Arena arena)
      throws IOException {
    MemorySegment pid = arena.allocate(JAVA_INT);
    MemorySegment program = string(arena, request.arguments().getFirst());
    MemorySegment arguments = strings(arena, request.arguments());
    MemorySegment environment = strings(arena, variables(request.environment()));
    check(
        "cannot start " + request.what(),
        () ->
            (int)
                Libc.SPAWN.invokeExact(pid, program, actions, attributes, arguments, environment));
    return pid.get(JAVA_INT, 0);
  }

  private static List<String> variables(Map<String, String> environment) {
    return environment.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue()).toList();
  }

  private static MemorySegment string(SegmentAllocator arena, String text) {
    return arena.allocateFrom(text, CHARSET);
  }

  private static MemorySegment strings(SegmentAllocator arena, List<String> texts) {
    MemorySegment array = arena.allocate(ADDRESS, texts.size() + 1L);
    for (int i = 0; i < texts.size(); i++) {
      array.setAtIndex(ADDRESS, i, string(arena, texts.get(i)));
    }
    return array; // The last one is null, as all of it was.
  }

  private static void addActions(MemorySegment actions, SpawnRequest request, Arena arena)
      throws IOException {
    NavigableMap<Integer, Wiring> wirings = request.wirings();
    if (request.directory().isPresent()) {
      MemorySegment path = string(arena, request.directory().get().toString());
      check(
          "changing to " + request.directory().get(),
          () -> (int) Libc.ACTIONS_CHANGE_DIRECTORY.invokeExact(actions, path));
    }
    for (var wiring : wirings.entrySet()) {
      addWiring(actions, wiring.getKey(), wiring.getValue(), arena);
    }
    int first = wirings.lastKey() + 1;
    for (int gap = 0; gap < first; gap++) {
      if (!wirings.containsKey(gap)) {
        int closed = gap;
        check("closing", () -> (int) Libc.ACTIONS_CLOSE.invokeExact(actions, closed));
      }
    }
    check(
        "closing what is not for the child",
        () -> (int) Libc.ACTIONS_CLOSE_FROM.invokeExact(actions, first));
  }

  private static void addWiring(MemorySegment actions, int target, Wiring wiring, Arena arena)
      throws IOException {
    switch (wiring) {
      case Wiring.Inherited _ -> {} // It is there already.
      case Wiring.Opened(String path, Wiring.Mode mode) -> {
        MemorySegment name = string(arena, path);
        int flags = flags(mode);
        check(
            "opening " + path,
            () -> (int) Libc.ACTIONS_OPEN.invokeExact(actions, target, name, flags, MODE));
      }
      case Wiring.SameAs(int source) ->
          check(
              "copying a descriptor",
              () -> (int) Libc.ACTIONS_DUP.invokeExact(actions, source, target));
      case Wiring.PipeOfTheJdk _ -> throw new AssertionError("this spawner has no pipes");
    }
  }

  private static int flags(Wiring.Mode mode) {
    return switch (mode) {
      case READ -> READ_ONLY;
      case WRITE -> WRITE_ONLY;
      case TRUNCATE -> WRITE_ONLY | CREATE | TRUNCATE;
      case APPEND -> WRITE_ONLY | CREATE | APPEND;
    };
  }

  private static void setAttributes(MemorySegment attributes, ProcessGroup group, Arena arena)
      throws IOException {
    MemorySegment none = arena.allocate(SIGNAL_SET_BYTES, 8);
    MemorySegment broken = arena.allocate(SIGNAL_SET_BYTES, 8);
    broken.set(JAVA_INT, 0, SIGPIPE_BIT);
    short flags =
        (short)
            (SET_MASK
                | SET_DEFAULT
                | switch (group) {
                  case OF_PARENT -> 0;
                  case OWN -> SET_GROUP; // group 0, as it is after init: that of its own number
                  case OWN_SESSION -> SET_SESSION;
                });
    check("signal mask", () -> (int) Libc.ATTRIBUTES_MASK.invokeExact(attributes, none));
    check("signals", () -> (int) Libc.ATTRIBUTES_DEFAULT.invokeExact(attributes, broken));
    check("attributes", () -> (int) Libc.ATTRIBUTES_FLAGS.invokeExact(attributes, flags));
  }

  private static void check(String what, Libc.DirectCall call) throws IOException {
    int error = Libc.direct(call);
    if (error != 0) {
      throw new Libc.Errno(what, error);
    }
  }
}
