package dev.fairlead.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.EndOfStreamException;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Streams of what a program has already, or can make. */
@ForEveryBackend
class ObjectSourcesTest {

  @Test
  void sourcesWithoutEndAreTakenAsFarAsTheyAreReceived() throws IOException {
    var made = new AtomicInteger();
    var count = ObjectStreams.from(IntStream.iterate(5, n -> n + 2).boxed());
    var cycle = ObjectStreams.from(Stream.generate(() -> List.of("a", "b")).flatMap(List::stream));
    var counted = ObjectStreams.from(Stream.generate(made::incrementAndGet));

    assertEquals(List.of(5, 7, 9), count.limit(3).toList());
    assertEquals(List.of("a", "b", "a"), cycle.limit(3).toList());
    assertEquals(1, counted.receive());
    assertEquals(2, counted.receive());
    assertEquals(2, made.get());
  }

  @Test
  void oneObjectCanBeRepeatedSoManyTimes() throws IOException {
    assertEquals(List.of("x", "x"), ObjectStreams.from(Collections.nCopies(2, "x")).toList());
    assertThrows(
        EndOfStreamException.class,
        () -> ObjectStreams.from(Collections.nCopies(0, "x")).receive());
  }

  @Test
  void closingClosesTheStreamOfTheJdk() throws IOException {
    var closed = new AtomicBoolean();

    ObjectStreams.from(Stream.of(1).onClose(() -> closed.set(true))).close();

    assertTrue(closed.get());
  }
}
