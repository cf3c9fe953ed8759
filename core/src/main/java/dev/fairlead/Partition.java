package dev.fairlead;

import dev.fairlead.ExceptionGroup.Split;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Divides an exception group in two, however deep it is nested: without recursion. */
final class Partition {

  private final ExceptionGroup group;
  private final Iterator<Throwable> left;
  private final List<Throwable> matched = new ArrayList<>();
  private final List<Throwable> rest = new ArrayList<>();

  private Partition(ExceptionGroup group) {
    this.group = group;
    this.left = group.exceptions().iterator();
  }

  static Split of(ExceptionGroup whole, Predicate<? super Throwable> accepted) {
    var open = new ArrayDeque<Partition>();
    open.push(new Partition(whole));
    while (true) {
      ExceptionGroup inner = open.getFirst().nextToDivide(accepted);
      if (inner != null) {
        open.push(new Partition(inner));
        continue;
      }
      Split divided = open.pop().split();
      if (open.isEmpty()) {
        return divided;
      }
      open.getFirst().add(divided);
    }
  }

  /** Goes on to the next group that must be divided; null when there is none left. */
  private @Nullable ExceptionGroup nextToDivide(Predicate<? super Throwable> accepted) {
    while (left.hasNext()) {
      Throwable next = left.next();
      if (accepted.test(next)) {
        matched.add(next);
      } else if (next instanceof ExceptionGroup inner) {
        return inner;
      } else {
        rest.add(next);
      }
    }
    return null;
  }

  private void add(Split divided) {
    divided.matched().ifPresent(matched::add);
    divided.rest().ifPresent(rest::add);
  }

  private Split split() {
    return new Split(group.partOf(matched), group.partOf(rest));
  }
}
