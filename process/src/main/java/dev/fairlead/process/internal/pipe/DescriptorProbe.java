package dev.fairlead.process.internal.pipe;

import dev.fairlead.lowlevel.KeptDescriptors;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out which descriptor number a channel has. Linux only.
 *
 * <p>The JDK does not tell. But a selector of the JDK is an event poll, and the kernel lists in
 * {@code /proc/self/fdinfo} which descriptors an event poll watches. So a channel is registered
 * with a selector that serves nothing else, and the line that appears is the answer. Which of the
 * process's event polls belongs to that selector is found out once, by letting a line come and go a
 * few times.
 */
final class DescriptorProbe {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final Path INFO = Path.of("/proc/self/fdinfo");
  private static final int TIMES_TO_COME_AND_GO = 3;

  private final Selector selector;
  private final Path info;
  private final Set<Integer> always; // the selector watches a descriptor to be woken by

  private DescriptorProbe(Selector selector, Path info) {
    this.selector = selector;
    this.info = info;
    this.always = watched(info);
  }

  /** Opens a probe for the life of this JVM; empty where the kernel does not say what it needs. */
  static Optional<DescriptorProbe> open(SelectableChannel sample) throws IOException {
    Selector selector = Selector.open();
    Optional<DescriptorProbe> probe = Optional.empty();
    try {
      probe = findPoll(selector, sample).map(poll -> new DescriptorProbe(selector, poll));
      return probe;
    } finally {
      if (probe.isEmpty()) {
        selector.close();
      } else { // What a selector of the JDK is made of.
        KeptDescriptors.note("[eventpoll]");
        KeptDescriptors.note("[eventfd]");
      }
    }
  }

  private static Optional<Path> findPoll(Selector selector, SelectableChannel sample)
      throws IOException {
    if (!Files.isDirectory(INFO) || !Files.isDirectory(DESCRIPTORS)) {
      return Optional.empty();
    }
    List<Path> candidates = eventPolls();
    for (int i = 0; i < TIMES_TO_COME_AND_GO; i++) {
      Map<Path, Set<Integer>> without = watched(candidates);
      SelectionKey key = watch(selector, sample);
      Map<Path, Set<Integer>> with = watched(candidates);
      unwatch(selector, key);
      candidates.removeIf(each -> !hasOneMore(without, with, each));
    }
    return candidates.size() == 1 ? Optional.of(candidates.getFirst()) : Optional.empty();
  }

  private static boolean hasOneMore(
      Map<Path, Set<Integer>> without, Map<Path, Set<Integer>> with, Path poll) {
    Set<Integer> before = without.getOrDefault(poll, Set.of());
    Set<Integer> after = with.getOrDefault(poll, Set.of());
    return after.size() == before.size() + 1 && after.containsAll(before);
  }

  private static List<Path> eventPolls() throws IOException {
    var polls = new ArrayList<Path>();
    try (DirectoryStream<Path> links = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path link : links) {
        if (target(link).endsWith("[eventpoll]")) {
          polls.add(INFO.resolve(link.getFileName()));
        }
      }
    }
    return polls;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // Closed since it was listed.
    }
  }

  private static Map<Path, Set<Integer>> watched(List<Path> polls) {
    var watched = new HashMap<Path, Set<Integer>>();
    polls.forEach(poll -> watched.put(poll, watched(poll)));
    return watched;
  }

  private static Set<Integer> watched(Path poll) {
    var numbers = new HashSet<Integer>();
    try {
      for (String line : Files.readAllLines(poll)) {
        if (line.startsWith("tfd:")) {
          numbers.add(Integer.parseInt(line.substring(4).strip().split("\\s+", 2)[0]));
        }
      }
    } catch (IOException | NumberFormatException e) {
      return new HashSet<>(); // Closed meanwhile, or not what the kernel writes: no candidate.
    }
    return numbers;
  }

  private static SelectionKey watch(Selector selector, SelectableChannel channel)
      throws IOException {
    SelectionKey key = channel.register(selector, channel.validOps());
    selector.selectNow();
    return key;
  }

  private static void unwatch(Selector selector, SelectionKey key) throws IOException {
    key.cancel();
    selector.selectNow();
  }

  /** The number of a non-blocking channel that is registered with no selector. */
  synchronized int numberOf(SelectableChannel channel) throws IOException {
    SelectionKey key = watch(selector, channel);
    try {
      Set<Integer> with = watched(info);
      with.removeAll(always);
      if (with.size() != 1) {
        throw new IOException(
            "the kernel does not tell the descriptor of " + channel + ": " + with);
      }
      return with.iterator().next();
    } finally {
      unwatch(selector, key);
    }
  }
}
