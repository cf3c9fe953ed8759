package dev.fairlead.file.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StreamRoomTest {

  private final AtomicInteger left = new AtomicInteger(2);
  private final StreamRoom first = new StreamRoom(this, left);
  private final StreamRoom second = new StreamRoom(this, left);
  private final StreamRoom third = new StreamRoom(this, left);

  @Test
  void thereIsRoomForSoManyStreams() {
    assertTrue(first.isTaken());
    assertTrue(second.isTaken());

    assertFalse(third.isTaken());
    assertTrue(first.isTaken());
    assertEquals(0, left.get());
  }

  @Test
  void whatIsClosedGivesItsRoomBackOnce() {
    assertTrue(first.isTaken());
    assertTrue(second.isTaken());

    first.close();
    first.close();

    assertEquals(1, left.get());
    assertFalse(first.isTaken());
    assertTrue(third.isTaken());
  }

  @Test
  void whoHasTakenNoneGivesNoneBack() {
    first.close();

    assertEquals(2, left.get());
  }
}
