package dev.fairlead.process.internal.pipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PipeRoomTest {

  private final Semaphore places = new Semaphore(3);
  private final Enlarged enlarged = new Enlarged();
  private boolean kernelAgrees = true;

  /** Notes which descriptors were enlarged. */
  private final class Enlarged implements PipeSystem {
    final List<Integer> descriptors = new ArrayList<>();

    @Override
    public boolean enlarge(int descriptor, int bytes) {
      descriptors.add(descriptor);
      return kernelAgrees;
    }
  }

  private PipeRoom room(int descriptor) {
    return new PipeRoom(enlarged, descriptor, places);
  }

  private void flood(PipeRoom room) {
    room.received(PipeRoom.BYTES_TO_EARN_IT);
  }

  @Test
  void aPipeStaysAsItIsUntilMuchHasCome() {
    PipeRoom room = room(7);

    room.received(PipeRoom.BYTES_TO_EARN_IT - 1);

    assertEquals(List.of(), enlarged.descriptors);
  }

  @Test
  void aPipeIsEnlargedOnce() {
    PipeRoom room = room(7);

    flood(room);
    room.received(-1);
    flood(room);

    assertEquals(List.of(7), enlarged.descriptors);
  }

  @Test
  void anEndThatIsClosedIsLeftAlone() {
    PipeRoom room = room(7);
    room.close();

    flood(room);

    assertEquals(List.of(), enlarged.descriptors);
  }

  @Test
  void aFewPipesAtATimeAreLarge() {
    List<PipeRoom> rooms = IntStream.range(0, 4).mapToObj(this::room).toList();
    rooms.forEach(this::flood);
    assertEquals(List.of(0, 1, 2), enlarged.descriptors);

    rooms.getFirst().close();
    rooms.getFirst().close();
    flood(room(4));
    flood(room(5));

    assertEquals(List.of(0, 1, 2, 4), enlarged.descriptors);
  }

  @Test
  void aPipeThatTheKernelLeavesAsItIsTakesNoPlace() {
    kernelAgrees = false;

    IntStream.range(0, 4).forEach(i -> flood(room(i)));

    assertEquals(List.of(0, 1, 2, 3), enlarged.descriptors);
  }
}
