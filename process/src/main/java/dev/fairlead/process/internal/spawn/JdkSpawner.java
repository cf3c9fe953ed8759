package dev.fairlead.process.internal.spawn;

import dev.fairlead.process.ProcessGroup;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts processes by the JDK: on every system, with what the JDK can do. */
final class JdkSpawner implements Spawner {

  @Override
  public boolean givesDescriptors() {
    return false;
  }

  @Override
  public boolean groupsForFree() {
    return false;
  }

  @Override
  public boolean blocks() {
    return true;
  }

  @Override
  public Child spawn(SpawnRequest request) throws IOException {
    refuseOtherDescriptors(request);
    boolean leads = request.group() != ProcessGroup.OF_PARENT;
    ProcessBuilder builder = new ProcessBuilder(command(request, leads));
    request.directory().ifPresent(directory -> builder.directory(directory.toFile()));
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(request.environment());
    builder.redirectInput(input(wiring(request, 0)));
    builder.redirectOutput(output(wiring(request, 1)));
    if (wiring(request, 2) instanceof Wiring.SameAs) {
      builder.redirectErrorStream(true);
    } else {
      builder.redirectError(output(wiring(request, 2)));
    }
    return new JdkChild(builder.start(), leads, request.what());
  }

  private static void refuseOtherDescriptors(SpawnRequest request) {
    if (request.wirings().lastKey() > 2) {
      throw new UnsupportedOperationException(
          "the JDK cannot give descriptor "
              + request.wirings().lastKey()
              + " to a process; this needs Linux with --enable-native-access=dev.fairlead.process");
    }
  }

  private static List<String> command(SpawnRequest request, boolean leads) throws IOException {
    var command = new ArrayList<>(request.arguments());
    if (leads) {
      String setsid =
          Programs.find("setsid")
              .orElseThrow(() ->
                  new UnsupportedOperationException(
                      "without native access and the program setsid, a process cannot have a group"
                          + " of its own here; use ProcessGroup.OF_PARENT"));
      command.add(0, setsid);
    }
    return command;
  }

  private static Wiring wiring(SpawnRequest request, int descriptor) {
    Wiring wiring = request.wirings().get(descriptor);
    return wiring == null ? new Wiring.Inherited() : wiring;
  }

  private static Redirect input(Wiring wiring) {
    return switch (wiring) {
      case Wiring.Inherited _ -> Redirect.INHERIT;
      case Wiring.PipeOfTheJdk _ -> Redirect.PIPE;
      case Wiring.Opened(String path, Wiring.Mode _) -> Redirect.from(new File(path));
      case Wiring.SameAs _ -> throw new AssertionError("input is no copy of another descriptor");
    };
  }

  private static Redirect output(Wiring wiring) {
    return switch (wiring) {
      case Wiring.Inherited _ -> Redirect.INHERIT;
      case Wiring.PipeOfTheJdk _ -> Redirect.PIPE;
      case Wiring.Opened(String path, Wiring.Mode mode) ->
          mode == Wiring.Mode.APPEND
              ? Redirect.appendTo(new File(path))
              : Redirect.to(new File(path));
      case Wiring.SameAs _ -> throw new AssertionError("only descriptor 2 is a copy of another");
    };
  }
}
