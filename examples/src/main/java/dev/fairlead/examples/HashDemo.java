package dev.fairlead.examples;

import static java.time.Duration.ofSeconds;

import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.sync.CapacityLimiter;
import dev.fairlead.thread.FromThread;
import dev.fairlead.thread.ToThread;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Prints the SHA-256 of files, several at a time, as {@code sha256sum} does. */
final class HashDemo {

  static final Demo DEMO =
      new Demo("hash", "Hashes files in parallel, with a limit and a progress bar", HashDemo::run);

  private static final int CHUNK_BYTES = 1 << 20;
  private static final int BAR_WIDTH = 40;
  private static final String USAGE =
      """
      Usage: ./fairlead hash [--jobs N] [--quiet] FILE_OR_FOLDER...

      Prints the SHA-256 of every file, in order, as sha256sum does. At most N files (the number of
      processors by default) are read at a time. --quiet shows no progress.
      """;

  // Counted by the worker threads, shown by the progress bar.
  private final AtomicLong hashed = new AtomicLong();
  private final long total;
  private final List<Path> files;
  private final int jobs;

  private HashDemo(List<Path> files, long total, int jobs) {
    this.files = files;
    this.total = total;
    this.jobs = jobs;
  }

  private static void run(List<String> words) throws Exception {
    Arguments arguments = Arguments.parse(words, Set.of("--jobs"), Set.of("--quiet", "--help"));
    if (arguments.has("--help")) {
      System.out.print(USAGE);
      return;
    }
    if (arguments.rest().isEmpty()) {
      throw new UsageException("name at least one file or folder");
    }
    int processors = Runtime.getRuntime().availableProcessors();
    int jobs = arguments.number("--jobs", processors, 1, 1_000);
    List<Path> files = filesIn(arguments.rest());
    long total = 0;
    for (Path file : files) {
      total += Files.size(file);
    }
    var demo = new HashDemo(files, total, jobs);
    Shutdown.run(ofSeconds(1), group -> demo.hashAll(group, !arguments.has("--quiet")));
  }

  private static List<Path> filesIn(List<String> places) throws IOException {
    var files = new ArrayList<Path>();
    for (String place : places) {
      try {
        addFrom(Path.of(place), files);
      } catch (UncheckedIOException e) {
        throw e.getCause(); // A folder below it cannot be read.
      }
    }
    return files;
  }

  /** A place that the user names may be a link; those that are found are not followed. */
  private static void addFrom(Path place, List<Path> files) throws IOException {
    Path real = place.toRealPath();
    if (!Files.isRegularFile(real) && !Files.isDirectory(real)) {
      throw new IOException("neither a file nor a folder: " + place);
    }
    try (Stream<Path> below = Files.walk(real)) {
      below
          .filter(Files::isRegularFile)
          .sorted()
          .map(found -> place.resolve(real.relativize(found)))
          .forEach(files::add);
    }
  }

  private void hashAll(TaskGroup group, boolean withProgress) {
    Consumer<String> out =
        withProgress
            ? ProgressLine.showIn(group, this::progress, System.out)::printInstead
            : System.out::println;
    var limiter = new CapacityLimiter(jobs);
    List<TaskHandle<String>> sums =
        files.stream()
            .map(
                file -> group.startSoon(o -> o.withName(file.toString()), () -> sum(file, limiter)))
            .toList();
    for (int i = 0; i < files.size(); i++) {
      out.accept(sums.get(i).await() + "  " + files.get(i));
    }
  }

  private String sum(Path file, CapacityLimiter limiter) throws IOException {
    return limiter.call(() -> ToThread.call(() -> sumHere(file)));
  }

  private String sumHere(Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] chunk = new byte[CHUNK_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        digest.update(chunk, 0, count);
        hashed.addAndGet(count);
        FromThread.checkCancelled();
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  private String progress() {
    return bar(hashed.get(), total);
  }

  /** Full, and no fuller, where files have grown meanwhile. */
  static String bar(long done, long total) {
    int full = done >= total ? BAR_WIDTH : (int) (done * BAR_WIDTH / total);
    return "[" + "#".repeat(full) + ".".repeat(BAR_WIDTH - full) + "]";
  }
}
