package dev.fairlead.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FreePortsTest {

  // The system gives one of 28,000 at random, so that some of so many would be the same.
  private static final int MANY = 1_500;

  @ParameterizedTest
  @EnumSource
  void noPortIsGivenTwice(FreePorts.Kind kind) {
    var ports = new FreePorts(kind);
    var given = new HashSet<Integer>();

    for (int i = 0; i < MANY; i++) {
      given.add(ports.next());
    }

    assertEquals(MANY, given.size());
  }
}
