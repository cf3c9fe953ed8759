package dev.fairlead.process.internal.pipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EagernessTest {

  private static final int ENOUGH = Eagerness.BYTES_TO_EARN_ONE;

  private long now;
  private final Eagerness eagerness = new Eagerness(() -> now);

  @Test
  void aPipeThroughWhichLittleComesIsWaitedForAtOnce() {
    eagerness.received(ENOUGH - 1);

    assertFalse(eagerness.pays());
    assertFalse(eagerness.looksAgain());
  }

  @Test
  void whoHasReceivedMuchLooksAgainForAMoment() {
    eagerness.received(ENOUGH);

    assertTrue(eagerness.pays());
    assertTrue(eagerness.looksAgain());
    now += Eagerness.MOMENT_NANOS;
    assertTrue(eagerness.looksAgain());
    now++;
    assertFalse(eagerness.looksAgain());
  }

  @Test
  void aMomentInVainIsLost() {
    eagerness.received(ENOUGH);
    lookInVain();

    assertFalse(eagerness.looksAgain());

    eagerness.received(ENOUGH);
    assertTrue(eagerness.looksAgain());
  }

  private void lookInVain() {
    assertTrue(eagerness.looksAgain());
    now += Eagerness.MOMENT_NANOS + 1;
    assertFalse(eagerness.looksAgain());
  }

  @Test
  void aMomentThatWasOfUseIsKept() {
    eagerness.received(ENOUGH);
    for (int i = 0; i < 100; i++) {
      assertTrue(eagerness.looksAgain());
      eagerness.received(1);
    }
    lookInVain();
    assertFalse(eagerness.looksAgain());
  }

  @Test
  void onlySoManyAreKept() {
    for (int i = 0; i < 100; i++) {
      eagerness.received(ENOUGH);
    }
    int moments = 0;
    while (eagerness.pays()) {
      lookInVain();
      moments++;
    }
    assertEquals(Eagerness.MOST, moments);
  }

  @Test
  void theEndOfTheStreamEarnsNothing() {
    eagerness.received(ENOUGH - 1);
    eagerness.received(-1);

    assertFalse(eagerness.pays());
  }
}
