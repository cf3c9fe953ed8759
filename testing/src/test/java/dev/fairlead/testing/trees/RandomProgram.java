package dev.fairlead.testing.trees;

import dev.fairlead.testing.trees.Step.Kind;
import dev.fairlead.testing.trees.Step.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Draws a program. Before it does anything that others notice, a task sleeps for a time of its own,
 * so that hardly ever two things happen in the same moment. What might wait for ever does so in a
 * scope with a limit.
 */
final class RandomProgram {

  private static final long LONGEST_NANOS = 1 << 22;
  private static final int DEPTH = 5;

  private final Random random;
  private int stepsLeft;
  private int scopes;
  private int tasks;
  private int places;

  private RandomProgram(Random random) {
    this.random = random;
    this.stepsLeft = 10 + random.nextInt(60);
  }

  /** The program of a seed. */
  static Step of(long seed) {
    return new RandomProgram(new Random(seed * 7919)).block(DEPTH, List.of());
  }

  /** Some steps, by a task that is in these groups. */
  private Step block(int depth, List<Integer> groups) {
    var steps = new ArrayList<Step>();
    for (int i = random.nextInt(4); i >= 0 && stepsLeft > 0; i--) {
      stepsLeft--;
      steps.add(sleep());
      steps.add(depth > 0 && random.nextBoolean() ? nested(depth - 1, groups) : simple());
    }
    steps.add(sleep());
    return new Step.Sequence(steps);
  }

  private Step simple() {
    int scope = oneOf(scopes);
    return switch (random.nextInt(10)) {
      case 0 -> new Step.Cancel(scope);
      case 1 -> new Step.Ask(scope, nanos());
      case 2 -> new Step.Move(scope, nanos() - LONGEST_NANOS / 4);
      case 3 -> new Step.Shield(scope, random.nextBoolean());
      case 4 -> new Step.CancelTask(oneOf(tasks));
      case 5 -> new Step.Fail("failure " + random.nextInt(1000));
      case 6 -> limited(new Step.Join(oneOf(tasks)));
      case 7 -> limited(new Step.AwaitStop());
      case 8 -> limited(new Step.AwaitIdle(scope));
      default -> sleep();
    };
  }

  private Step limited(Step waiting) {
    Kind kind = random.nextBoolean() ? Kind.MOVING_ON : Kind.CLEANING_UP;
    return new Step.InScope(scopes++, kind, 2 * nanos(), waiting);
  }

  private Step nested(int depth, List<Integer> groups) {
    return switch (random.nextInt(groups.isEmpty() ? 5 : 8)) {
      case 0, 1 -> inScope(oneOf(List.of(Kind.values())), depth, groups);
      case 2 -> inGroup(depth, groups);
      case 3 ->
          new Step.CleanedUp(
              block(depth, groups),
              inScope(random.nextBoolean() ? Kind.SHIELDED : Kind.CLEANING_UP, depth, groups));
      case 4 -> new Step.Catching(places++, block(depth, groups));
      case 5 -> spawn(oneOf(groups), depth, groups);
      default ->
          new Step.Start(
              oneOf(groups), tasks++, role(), block(depth, groups), block(depth, groups));
    };
  }

  private Step inScope(Kind kind, int depth, List<Integer> groups) {
    return new Step.InScope(scopes++, kind, 2 * nanos(), block(depth, groups));
  }

  private Step inGroup(int depth, List<Integer> groups) {
    int scope = scopes++;
    var inside = new ArrayList<>(groups);
    inside.add(scope);
    var body = new ArrayList<Step>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      body.add(spawn(scope, depth, inside));
    }
    body.add(block(depth, inside));
    return new Step.InGroup(scope, rarely(), rarely(), rarely(), new Step.Sequence(body));
  }

  private Step spawn(int group, int depth, List<Integer> groups) {
    return new Step.Spawn(group, tasks++, role(), block(depth, groups));
  }

  private Role role() {
    return rarely() ? oneOf(List.of(Role.values())) : Role.MEMBER;
  }

  private boolean rarely() {
    return random.nextInt(3) == 0;
  }

  private Step sleep() {
    return new Step.Sleep(nanos());
  }

  private long nanos() {
    return random.nextLong(1, LONGEST_NANOS);
  }

  private int oneOf(int count) {
    return random.nextInt(Math.max(1, count));
  }

  private <T> T oneOf(List<T> things) {
    return things.get(random.nextInt(things.size()));
  }
}
