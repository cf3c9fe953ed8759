package dev.fairlead.internal.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VirtualLoopTest {

  @Test
  void afterAFindOthersComeFirst() {
    assertTrue(VirtualLoop.yieldsAfter(0));
  }

  @Test
  void aLoopThatFindsNothingYieldsLessAndLessOften() {
    List<Integer> yields =
        IntStream.rangeClosed(1, 130).filter(VirtualLoop::yieldsAfter).boxed().toList();

    assertEquals(List.of(1, 2, 4, 8, 16, 32, 64, 96, 128), yields);
  }
}
