package dev.fairlead.testing.trees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.testing.Simulation;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Random programs of nested scopes, groups, services and starts, of which others cancel parts, move
 * deadlines and shields, ask for an end and fail: everything in them ends as in a model, at the
 * same moment.
 */
class TreesOfTasksTest {

  private static final int PROGRAMS = 400;
  private static final int ORDERS = 4;

  @Test
  void everythingEndsAsTheModelSays() throws Exception {
    int compared = 0;
    for (long seed = 0; seed < PROGRAMS; seed++) {
      Step program = RandomProgram.of(seed);
      Optional<SortedMap<String, String>> expected = endsInModel(program);
      if (expected.isPresent()) {
        compared++;
        assertEquals(
            lines(expected.get()), lines(endsInLibrary(program, seed)), () -> "program " + program);
      }
    }
    assertTrue(compared > PROGRAMS * 9 / 10, "programs that were compared: " + compared);
  }

  /** Empty if it depends on the order of what happens in one moment. */
  private static Optional<SortedMap<String, String>> endsInModel(Step program) {
    SortedMap<String, String> ends = endsInModel(program, 0);
    return IntStream.range(1, ORDERS).allMatch(order -> ends.equals(endsInModel(program, order)))
        ? Optional.of(ends)
        : Optional.empty();
  }

  private static SortedMap<String, String> endsInModel(Step program, int order) {
    var model = new Model(new Random(order));
    var walk = new Walk(model);
    model.run(() -> walk.run(new Step.Catching(-1, program)));
    return walk.ends();
  }

  private static SortedMap<String, String> endsInLibrary(Step program, long seed) throws Exception {
    var walk = new AtomicReference<Walk>();
    Fairlead.run(
        o -> o.withBackend(Simulation.backend(s -> s.withSeed(seed))),
        () -> {
          walk.set(new Walk(new Library()));
          walk.get().run(new Step.Catching(-1, program));
        });
    return walk.get().ends();
  }

  private static String lines(SortedMap<String, String> ends) {
    var lines = new StringBuilder();
    ends.forEach((what, end) -> lines.append(what).append(": ").append(end).append('\n'));
    return lines.toString();
  }
}
