package dev.fairlead.file.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamRoomTest {

  private final List<StreamRoom> rooms = new ArrayList<>();

  @AfterEach
  void close() {
    rooms.forEach(StreamRoom::close);
  }

  private StreamRoom room() {
    var room = new StreamRoom(this);
    rooms.add(room);
    return room;
  }

  private void takeAll() {
    while (room().isTaken()) {
      assertTrue(rooms.size() < 10_000);
    }
  }

  @Test
  void thereIsRoomForSoManyStreams() {
    takeAll();
    assertTrue(rooms.size() > 1);

    assertTrue(rooms.getFirst().isTaken());
    assertFalse(room().isTaken());
  }

  @Test
  void whatIsClosedGivesItsRoomBackOnce() {
    takeAll();

    rooms.getFirst().close();
    rooms.getFirst().close();

    assertTrue(room().isTaken());
    assertFalse(room().isTaken());
    assertFalse(rooms.getFirst().isTaken());
  }
}
