package dev.fairlead.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.attribute.Attribute;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class MultiListenerTest {

  private static final Attribute<String> NAME = Attribute.of("name", String.class);

  private final List<String> closed = new ArrayList<>();
  private final Scripted one = new Scripted("one");
  private final Scripted two = new Scripted("two");
  private final Scripted three = new Scripted("three");

  private record Connection(String from) implements Resource {
    @Override
    public void close() {}
  }

  /** A listener with one connection, after which it waits, or fails. */
  private final class Scripted implements Listener<Connection> {
    private final String name;
    private IOException failure;
    private boolean refuses;

    Scripted(String name) {
      this.name = name;
    }

    @Override
    public void serve(TaskGroup group, Handler<? super Connection> handler) throws IOException {
      if (refuses) {
        throw new ClosedResourceException(name);
      }
      group.startSoon(() -> handler.handle(new Connection(name)));
      if (failure != null) {
        throw failure;
      }
      Fairlead.sleepForever();
    }

    @Override
    public void close() throws IOException {
      closed.add(name);
      if (failure != null) {
        throw failure;
      }
    }

    @Override
    public Map<Attribute<?>, Supplier<?>> attributes() {
      return Map.of(NAME, () -> name);
    }
  }

  @Test
  void servesAllListeners() throws IOException {
    var served = new ConcurrentSkipListSet<String>();
    var multi = new MultiListener<>(List.of(one, two));
    CancelScope scope = CancelScope.create();

    scope.run(() ->
        multi.serve(connection -> {
          served.add(connection.from());
          if (served.size() == 2) {
            scope.cancel();
          }
        }));

    assertEquals(List.of("one", "two"), List.copyOf(served));
    assertTrue(scope.cancelledCaught());
  }

  @Test
  void connectionsCanOutliveTheServing() {
    one.failure = new IOException("listener broke");
    var multi = new MultiListener<>(List.of(one));
    var handled = new ArrayList<String>();

    TaskGroup.run(group -> {
      var thrown =
          assertThrows(
              IOException.class,
              () -> multi.serve(group, connection -> handled.add(connection.from())));
      assertSame(one.failure, thrown);
    });

    assertEquals(List.of("one"), handled);
  }

  @Test
  void oneThatFailsEndsTheOthersWithItsOwnException() {
    two.failure = new IOException("listener broke");
    var multi = new MultiListener<>(List.of(one, two, three));

    var thrown = assertThrows(IOException.class, () -> multi.serve(_ -> {}));

    assertSame(two.failure, thrown);
  }

  @Test
  void thatAllWereClosedIsSaidOnce() {
    one.refuses = true;
    two.refuses = true;
    var multi = new MultiListener<>(List.of(one, two));

    assertThrows(ClosedResourceException.class, () -> multi.serve(_ -> {}));
  }

  @Test
  void multiListenersAmongThemAreTakenApart() {
    var inner = new MultiListener<>(List.of(one, two));

    var outer = new MultiListener<Connection>(List.of(inner, three));

    assertEquals(List.of(one, two, three), outer.listeners());
  }

  @Test
  void thereMustBeAListener() {
    assertThrows(IllegalArgumentException.class, () -> new MultiListener<Connection>(List.of()));
  }

  @Test
  void closingClosesAllAndGathersTheErrors() {
    one.failure = new IOException("first");
    three.failure = new IOException("third");
    var multi = new MultiListener<>(List.of(one, two, three));

    var thrown = assertThrows(IOException.class, multi::close);

    assertEquals(List.of("one", "two", "three"), closed);
    assertSame(one.failure, thrown);
    assertEquals(List.of(three.failure), List.of(thrown.getSuppressed()));
  }

  @Test
  void ofSeveralAttributesTheLastCounts() {
    assertEquals("two", new MultiListener<>(List.of(one, two)).attribute(NAME));
  }
}
