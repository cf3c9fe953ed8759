package dev.fairlead.sync;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Objects that are told apart by identity, and mostly few at a time: those are found sooner by
 * looking at each of them than by a hash. Guarded by its owner.
 */
final class IdentitySet {

  private static final int FEW = 8;

  private final @Nullable Object[] few = new @Nullable Object[FEW];
  private int count; // of the few
  private @Nullable Set<Object> others; // made when there are more for the first time

  boolean contains(Object object) {
    return indexOf(object) >= 0 || (others != null && others.contains(object));
  }

  @SuppressWarnings("ReferenceEquality") // by identity
  private int indexOf(Object object) {
    for (int i = count - 1; i >= 0; i--) {
      if (few[i] == object) {
        return i;
      }
    }
    return -1;
  }

  /** Adds an object that is not in the set. */
  void add(Object object) {
    if (count < FEW) {
      few[count++] = object;
    } else {
      others().add(object);
    }
  }

  private Set<Object> others() {
    Set<Object> made = others;
    if (made == null) {
      made = Collections.newSetFromMap(new IdentityHashMap<>());
      others = made;
    }
    return made;
  }

  /** Takes an object out; returns false if it is not in the set. */
  boolean remove(Object object) {
    int at = indexOf(object);
    if (at < 0) {
      return others != null && others.remove(object);
    }
    few[at] = few[--count];
    few[count] = null;
    return true;
  }

  /** The objects, in no certain order. */
  List<Object> toList() {
    var all = new ArrayList<Object>(Arrays.asList(few).subList(0, count));
    if (others != null) {
      all.addAll(others);
    }
    return List.copyOf(all);
  }
}
