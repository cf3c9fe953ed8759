package dev.fairlead.process;

import static dev.fairlead.process.ProcessSettings.STDERR;
import static dev.fairlead.process.ProcessSettings.STDIN;
import static dev.fairlead.process.ProcessSettings.STDOUT;

import dev.fairlead.lowlevel.BackendFeatures;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.process.internal.pipe.ChannelInput;
import dev.fairlead.process.internal.pipe.ChannelOutput;
import dev.fairlead.process.internal.pipe.ChildInput;
import dev.fairlead.process.internal.pipe.ChildOutput;
import dev.fairlead.process.internal.pipe.OsPipe;
import dev.fairlead.process.internal.pipe.ThreadInput;
import dev.fairlead.process.internal.pipe.ThreadOutput;
import dev.fairlead.process.internal.spawn.Child;
import dev.fairlead.process.internal.spawn.SpawnRequest;
import dev.fairlead.process.internal.spawn.Spawner;
import dev.fairlead.process.internal.spawn.Wiring;
import dev.fairlead.thread.ToThread;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The start of one process: opens the pipes, starts the program, closes what the child has. */
final class ProcessStart {

  private static final String NULL_DEVICE =
      System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null";

  private final Command command;
  private final ProcessSettings settings;
  private final String what;

  private final NavigableMap<Integer, Wiring> wirings = new TreeMap<>();
  private final List<Channel> ofChild = new ArrayList<>();
  private final List<Channel> ours = new ArrayList<>();
  private final Map<Integer, ChildInput> inputs = new TreeMap<>();
  private final Map<Integer, ChildOutput> outputs = new TreeMap<>();
  private boolean byPath = true;

  private ProcessStart(Command command, ProcessSettings settings) {
    this.command = command;
    this.settings = settings;
    this.what = command.brief();
  }

  /** Starts a process. A checkpoint, before anything is started. */
  static ChildProcess open(Command command, ProcessSettings settings) throws IOException {
    Checkpoints.checkpoint();
    BackendFeatures.requireRealWorld("processes");
    return new ProcessStart(command, settings).start();
  }

  private ChildProcess start() throws IOException {
    boolean started = false;
    try {
      for (var redirect : settings.redirects().entrySet()) {
        wirings.put(redirect.getKey(), wire(redirect.getKey(), redirect.getValue()));
      }
      Child child = spawn();
      takeStreamsOfTheJdk(child);
      var process = new ChildProcess(child, command, settings.patience(), inputs, outputs);
      started = true;
      return process;
    } finally {
      closeAll(ofChild);
      if (!started) {
        inputs.values().forEach(ChildInput::close);
        outputs.values().forEach(ChildOutput::close);
        closeAll(ours); // Those too that no loop could take, because no descriptor was left.
      }
    }
  }

  private static void closeAll(List<Channel> channels) throws IOException {
    for (Channel channel : channels) {
      channel.close();
    }
  }

  private Wiring wire(int descriptor, Redirect redirect) throws IOException {
    return switch (redirect) {
      case Redirections.Plain plain -> wirePlain(descriptor, plain);
      case Redirections.File(Path path, boolean append) -> {
        Wiring.Mode mode = append ? Wiring.Mode.APPEND : Wiring.Mode.TRUNCATE;
        yield new Wiring.Opened(
            path.toAbsolutePath().toString(), descriptor == STDIN ? Wiring.Mode.READ : mode);
      }
      case Redirections.Source _ -> wireInput(descriptor);
      case Redirections.Sink _, Redirections.Lines _, Redirections.Tee _ -> wireOutput(descriptor);
      case Redirections.Between(OsPipe pipe) -> opened(pipe, descriptor == STDIN);
      case Redirections.Pumped _ -> {
        byPath = false;
        yield new Wiring.PipeOfTheJdk();
      }
    };
  }

  private Wiring wirePlain(int descriptor, Redirections.Plain redirect) throws IOException {
    if (redirect.equals(Redirections.INHERIT)) {
      return new Wiring.Inherited();
    }
    if (redirect.equals(Redirections.NONE)) {
      Wiring.Mode mode = descriptor == STDIN ? Wiring.Mode.READ : Wiring.Mode.WRITE;
      return new Wiring.Opened(NULL_DEVICE, mode);
    }
    if (redirect.equals(Redirections.INTO_STDOUT)) {
      return new Wiring.SameAs(STDOUT);
    }
    boolean input = descriptor == STDIN || redirect.equals(Redirections.EXTRA_INPUT);
    return input ? wireInput(descriptor) : wireOutput(descriptor);
  }

  private Wiring wireInput(int descriptor) throws IOException {
    Optional<OsPipe> pipe = openPipe();
    if (pipe.isEmpty()) {
      return new Wiring.PipeOfTheJdk();
    }
    ofChild.add(pipe.get().source());
    ours.add(pipe.get().sink());
    inputs.put(descriptor, new ChannelInput(pipe.get(), name(descriptor)));
    return opened(pipe.get(), true);
  }

  private Wiring wireOutput(int descriptor) throws IOException {
    Optional<OsPipe> pipe = openPipe();
    if (pipe.isEmpty()) {
      return new Wiring.PipeOfTheJdk();
    }
    ofChild.add(pipe.get().sink());
    ours.add(pipe.get().source());
    outputs.put(
        descriptor,
        new ChannelOutput(pipe.get(), name(descriptor), settings.platform().spawner(true)));
    return opened(pipe.get(), false);
  }

  private static Wiring opened(OsPipe pipe, boolean forReading) {
    return new Wiring.Opened(pipe.path(), forReading ? Wiring.Mode.READ : Wiring.Mode.WRITE);
  }

  private Optional<OsPipe> openPipe() throws IOException {
    Optional<OsPipe> pipe = openPipe(settings.platform(), settings.redirects().keySet()::contains);
    byPath &= pipe.isPresent();
    return pipe;
  }

  /** A question about a descriptor. */
  @FunctionalInterface
  interface IsTaken {
    boolean test(int descriptor);
  }

  /**
   * Opens a pipe whose number is none of those that the child is given: it would be closed there
   * before it is opened.
   */
  static Optional<OsPipe> openPipe(Platform platform, IsTaken taken) throws IOException {
    if (platform == Platform.PORTABLE) {
      return Optional.empty();
    }
    Optional<OsPipe> pipe = OsPipe.open();
    if (pipe.isPresent() && taken.test(pipe.get().number())) {
      try (OsPipe _ = pipe.get()) {
        return openPipe(platform, taken);
      }
    }
    return pipe;
  }

  private String name(int descriptor) {
    return switch (descriptor) {
          case STDIN -> "standard input";
          case STDOUT -> "standard output";
          case STDERR -> "standard error";
          default -> "descriptor " + descriptor;
        }
        + " of "
        + what;
  }

  private Child spawn() throws IOException {
    var request =
        new SpawnRequest(
            arguments(),
            command.environment(),
            command.directory(),
            command.group().orElseGet(this::usualGroup),
            wirings,
            what);
    Spawner spawner = settings.platform().spawner(byPath);
    try {
      ensureDirectory();
      return spawner.blocks()
          ? ToThread.call(() -> spawner.spawn(request))
          : spawner.spawn(request);
    } catch (IOException e) {
      String program = Launcher.find(command); // Where there is none, that is the reason.
      Path place = command.directory().orElse(Path.of("")).resolve(program);
      throw RedirectedFiles.reason(settings.redirects())
          .or(() -> Interpreter.missing(place))
          .orElse(e);
    }
  }

  private List<String> arguments() throws IOException {
    return command.identity().isOther()
        ? ToThread.call(() -> Launcher.arguments(command))
        : Launcher.arguments(command);
  }

  /** A terminal lets only one group read from it. */
  private ProcessGroup usualGroup() {
    boolean mayReadTerminal = Redirect.inherit().equals(settings.redirects().get(STDIN));
    boolean canHaveOne = settings.platform().spawner(byPath).groupsForFree();
    return mayReadTerminal || !canHaveOne ? ProcessGroup.OF_PARENT : ProcessGroup.OWN;
  }

  private void ensureDirectory() throws IOException {
    Path directory = command.directory().orElse(Path.of("."));
    if (!Files.isDirectory(directory)) {
      throw new java.nio.file.NotDirectoryException(
          directory + " is no directory to run a program in: " + command);
    }
  }

  private void takeStreamsOfTheJdk(Child child) {
    wirings.forEach((descriptor, wiring) -> {
      boolean pumped = settings.redirects().get(descriptor) instanceof Redirections.Pumped;
      if (wiring instanceof Wiring.PipeOfTheJdk && !pumped) {
        if (descriptor == STDIN) {
          inputs.put(descriptor, new ThreadInput(child.standardInput(), name(descriptor)));
        } else {
          outputs.put(
              descriptor, new ThreadOutput(child.standardOutput(descriptor), name(descriptor)));
        }
      }
    });
  }
}
