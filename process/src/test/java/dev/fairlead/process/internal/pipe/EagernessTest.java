package dev.fairlead.process.internal.pipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EagernessTest {

  private static final int ENOUGH = Eagerness.BYTES_TO_EARN_ONE;

  private long now;
  private int timesGivenWay;
  private final Eagerness eagerness = new Eagerness(() -> now, () -> timesGivenWay++);

  @Test
  void aPipeThroughWhichLittleComesIsWaitedForAtOnce() {
    eagerness.received(ENOUGH - 1);

    assertFalse(eagerness.pays());
    assertFalse(eagerness.looksAgain());
  }

  @Test
  void whoHasReceivedMuchLooksAgainForAMomentAndGivesWay() {
    eagerness.received(ENOUGH);

    assertTrue(eagerness.pays());
    assertTrue(eagerness.looksAgain());
    now += Eagerness.MOMENT_NANOS;
    assertTrue(eagerness.looksAgain());
    now++;
    assertFalse(eagerness.looksAgain());
    assertEquals(2, timesGivenWay);
  }

  @Test
  void aMomentInVainIsLost() {
    eagerness.received(ENOUGH);
    lookInVain();

    assertFalse(eagerness.looksAgain());
  }

  @Test
  void eachOneThatIsLostMakesTheNextTwiceAsDear() {
    eagerness.received(ENOUGH);
    for (int price = 2; price <= 1 << Eagerness.MOST_DOUBLINGS; price *= 2) {
      lookInVain();
      assertEquals(price, price());
    }
    lookInVain();
    assertEquals(1 << Eagerness.MOST_DOUBLINGS, price());

    assertTrue(eagerness.looksAgain());
    eagerness.received(1); // Of use, so that it is kept and the next one costs what the first did.
    lookInVain();
    assertEquals(2, price());
  }

  /** How many times of what the first moment costs must come until there is one. */
  private int price() {
    int times = 0;
    while (!eagerness.pays()) {
      eagerness.received(ENOUGH);
      times++;
    }
    return times;
  }

  @Test
  void whoIsKeptFromTheProcessorForLongHasLostTheMomentWhateverHasCome() {
    eagerness.received(ENOUGH);
    assertTrue(eagerness.looksAgain());
    now += Eagerness.KEPT_AWAY_NANOS + 1;
    eagerness.received(1);

    assertFalse(eagerness.pays());
    assertEquals(2, price());
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
