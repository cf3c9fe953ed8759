package org.example;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import java.util.List;

/** Adds up the halves of a list, each in a task of its own. */
public final class Sums {
  private Sums() {}

  /** The sum of all numbers. */
  public static int sum(List<Integer> numbers) {
    int middle = numbers.size() / 2;
    return Fairlead.call(() ->
        TaskGroup.call(group -> {
          var left = group.startSoon(() -> plainSum(numbers.subList(0, middle)));
          var right = group.startSoon(() -> plainSum(numbers.subList(middle, numbers.size())));
          return left.await() + right.await();
        }));
  }

  private static int plainSum(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).sum();
  }
}
