package dev.fairlead.testing.internal.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.BusyResourceException;
import dev.fairlead.CancelScope;
import dev.fairlead.ClosedResourceException;
import dev.fairlead.EndOfStreamException;
import dev.fairlead.testing.Simulation;
import dev.fairlead.testing.StreamCheckOptions;
import dev.fairlead.testing.StreamChecks.ObjectSourceMaker;
import dev.fairlead.testing.StreamChecks.Source;
import dev.fairlead.testing.internal.checks.CheckRunner.Opened;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The checks of sources whose objects are there, or come by themselves. */
public final class ObjectSourceChecks {

  private static final int MOST_STEPS = 2_000;

  private ObjectSourceChecks() {}

  /** A source, and what was received from it. */
  private record Subject<T>(Source<T> source, List<Object> received) {

    T receive() throws IOException {
      return source.stream().receive();
    }

    /** Looks whether this is the next one. */
    void expect(T item) {
      int number = received.size();
      assertTrue(number < source.content().size(), () -> "more came than there were: " + item);
      Object seen = source.seen().apply(item);
      Words.assertSame("object " + number, source.content().get(number), seen);
      received.add(seen);
    }

    boolean isComplete() {
      return received.size() == source.content().size();
    }

    void receiveRest() throws IOException {
      while (!isComplete()) {
        expect(receive());
      }
      expectEnd();
    }

    void expectEnd() {
      if (source.ends()) {
        assertThrows(EndOfStreamException.class, this::receive, "instead of the end");
        assertThrows(EndOfStreamException.class, this::receive, "the end comes once only");
      }
    }
  }

  /** All of them. */
  public static <T> Stream<DynamicTest> of(ObjectSourceMaker<T> maker, StreamCheckOptions options) {
    var runner =
        new CheckRunner<Subject<T>>(
            services -> {
              Source<T> source = maker.make(services);
              return Opened.of(new Subject<>(source, new ArrayList<>()), source.stream());
            },
            options);
    return runner.tests(all());
  }

  private static <T> List<Check<Subject<T>>> all() {
    return List.of(
        Check.of("all objects come in order, and then the end", Subject::receiveRest),
        Check.of("iterating ends at the end", ObjectSourceChecks::iterating),
        Check.of("a receive in a cancelled scope takes nothing", ObjectSourceChecks::before),
        Check.of("a receive and a cancellation at once lose nothing", ObjectSourceChecks::race),
        Check.simulated("a receive can be cancelled at every step", ObjectSourceChecks::atStep),
        Check.of("nothing can be received after a close", ObjectSourceChecks::afterClose),
        Check.of("closing twice does nothing", ObjectSourceChecks::closeTwice),
        Check.of("a close in a cancelled scope still closes", ObjectSourceChecks::cancelledClose),
        Check.of("a close ends what another task receives", ObjectSourceChecks::closeMeanwhile),
        Check.of("two receivers get each object once", ObjectSourceChecks::twoReceivers));
  }

  private static <T> void iterating(Subject<T> subject) throws IOException {
    for (T item : subject.source.stream()) {
      subject.expect(item);
      if (subject.isComplete() && !subject.source.ends()) {
        break;
      }
    }
    assertTrue(subject.isComplete(), "the end came before the last object");
    subject.expectEnd();
  }

  // ---- cancelling

  private static <T> void before(Subject<T> subject) throws IOException {
    for (int i = 0; i < 2; i++) {
      assertTrue(
          Cancellations.before().attempt(subject::receive).isEmpty(),
          "received in a cancelled scope");
      subject.expect(subject.receive());
    }
    subject.receiveRest();
  }

  private static <T> void race(Subject<T> subject) throws Exception {
    var random = new Random(5);
    while (!subject.isComplete()) {
      CancelScope scope = CancelScope.create();
      Way.together(group -> {
        var receiving = group.startSoon(() -> scope.attempt(subject::receive));
        Cancellations.spin(random);
        scope.cancel("race");
        var item = receiving.await();
        subject.expect(item.isPresent() ? item.get() : subject.receive());
      });
    }
    subject.expectEnd();
  }

  private static <T> void atStep(Subject<T> subject) throws Exception {
    boolean through = false;
    for (int step = 0; !through && step < MOST_STEPS && !subject.isComplete(); step++) {
      CancelScope scope = CancelScope.create();
      Simulation.current().afterSteps(step, scope::cancel);
      var item = scope.attempt(subject::receive);
      through = item.isPresent();
      subject.expect(through ? item.get() : subject.receive());
    }
    assertTrue(through, "cancelled at each of many steps");
    subject.receiveRest();
  }

  // ---- closing

  private static <T> void afterClose(Subject<T> subject) throws IOException {
    subject.expect(subject.receive());
    subject.source.stream().close();
    assertThrows(ClosedResourceException.class, subject::receive);
    assertThrows(ClosedResourceException.class, subject::receive, "only the first time");
  }

  private static <T> void closeTwice(Subject<T> subject) throws IOException {
    subject.source.stream().close();
    subject.source.stream().close();
    subject.source.stream().closeForcefully();
    assertThrows(ClosedResourceException.class, subject::receive);
  }

  private static <T> void cancelledClose(Subject<T> subject) throws IOException {
    Cancellations.before().run(subject.source.stream()::close);
    assertThrows(ClosedResourceException.class, subject::receive);
  }

  private static <T> void closeMeanwhile(Subject<T> subject) throws Exception {
    Way.together(group -> {
      var receiving = group.startSoon(() -> receiveUntilClosed(subject));
      Cancellations.spin(new Random(8));
      subject.source.stream().close();
      receiving.await();
    });
    assertThrows(ClosedResourceException.class, subject::receive);
  }

  private static <T> void receiveUntilClosed(Subject<T> subject) throws IOException {
    try {
      while (!subject.isComplete()) {
        subject.expect(subject.receive());
      }
    } catch (ClosedResourceException e) {
      // As it should, unless the end came first.
    }
  }

  private static <T> void twoReceivers(Subject<T> subject) throws Exception {
    List<Object> left = Collections.synchronizedList(new ArrayList<>(subject.source.content()));
    Way.together(group -> {
      group.startSoon(() -> removeReceived(subject, left));
      group.startSoon(() -> removeReceived(subject, left));
    });
    assertEquals(List.of(), left, "objects that nobody has received");
  }

  private static <T> void removeReceived(Subject<T> subject, List<Object> left) throws IOException {
    try {
      while (!left.isEmpty()) {
        Object seen = subject.source.seen().apply(subject.receive());
        assertTrue(left.remove(seen) || !subject.source.ends(), () -> "came once more: " + seen);
      }
    } catch (EndOfStreamException | BusyResourceException e) {
      // Nothing is left, or the other one goes on alone.
    }
  }
}
