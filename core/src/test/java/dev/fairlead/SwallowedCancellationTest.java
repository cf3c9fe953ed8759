package dev.fairlead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.lowlevel.Backend;
import dev.fairlead.lowlevel.Checkpoints;
import dev.fairlead.lowlevel.RunListener;
import dev.fairlead.testsupport.GivenEveryBackend;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Code that catches everything and goes on is noticed, and told where it let one through. */
class SwallowedCancellationTest {

  private final List<Throwable> reported = new CopyOnWriteArrayList<>();

  private void run(Backend backend, Action<RuntimeException> body) {
    var listener =
        new RunListener() {
          @Override
          public void reported(String what, @Nullable Throwable thrown) {
            reported.add(Objects.requireNonNull(thrown));
          }
        };
    Fairlead.run(o -> o.withBackend(backend).withListener(listener), body);
  }

  @GivenEveryBackend
  void aSwallowedCancellationIsReportedOnceWithThePlace(Backend backend) {
    CancelScope scope = CancelScope.create();

    run(
        backend,
        () ->
            scope.run(() -> {
              scope.cancel();
              swallow();
              swallow();
            }));

    assertEquals(1, reported.size());
    var place = List.of(reported.get(0).getStackTrace());
    assertTrue(place.stream().anyMatch(frame -> frame.getMethodName().equals("swallow")));
  }

  private static void swallow() {
    try {
      Checkpoints.checkpoint();
    } catch (Throwable everything) {
      Objects.requireNonNull(everything);
    }
  }

  @GivenEveryBackend
  void cleaningUpUnderAShieldIsNotSwallowing(Backend backend) {
    CancelScope scope = CancelScope.create();

    run(
        backend,
        () ->
            scope.run(() -> {
              scope.cancel();
              try {
                Checkpoints.checkpoint();
              } finally {
                CancelScope.shielded().run(Checkpoints::checkpoint);
                CancelScope inner = CancelScope.shielded();
                inner.cancel();
                inner.run(Checkpoints::checkpoint);
              }
            }));

    assertTrue(scope.cancelledCaught());
    assertEquals(List.of(), reported);
  }

  @GivenEveryBackend
  void aFailureOutOfACancelledScopeSwallowsNothing(Backend backend) {
    var failure = new IllegalStateException("cleaning up failed");
    CancelScope scope = CancelScope.create();

    run(
        backend,
        () ->
            CancelScope.create()
                .run(() ->
                    assertSame(
                        failure,
                        assertThrows(
                            IllegalStateException.class,
                            () -> scope.run(() -> failWith(failure, scope))))));

    assertEquals(List.of(), reported);
  }

  @GivenEveryBackend
  void aFailureInPlaceOfACancellationAroundItSwallowsThat(Backend backend) {
    var failure = new IllegalStateException("cleaning up failed");
    CancelScope scope = CancelScope.create();

    run(
        backend,
        () ->
            scope.run(() ->
                assertThrows(
                    IllegalStateException.class,
                    () -> CancelScope.create().run(() -> failWith(failure, scope)))));

    assertEquals(1, reported.size());
  }

  @GivenEveryBackend
  void aGroupThatFailsWhileItIsCancelledSwallowsNothing(Backend backend) {
    CancelScope around = CancelScope.create();

    run(
        backend,
        () ->
            around.run(() -> {
              try {
                TaskGroup.run(group -> {
                  group.startSoon(() -> {
                    throw new IllegalStateException("failed");
                  });
                  around.cancel();
                  Fairlead.sleepForever();
                });
              } catch (ExceptionGroup expected) {
                Checkpoints.checkpoint();
              }
            }));

    assertTrue(around.cancelledCaught());
    assertEquals(List.of(), reported);
  }

  @GivenEveryBackend
  void aStarterWhoseTaskFailsWhenItIsCancelledSwallowsNothing(Backend backend) {
    var failure = new IllegalStateException("cleaning up failed");
    run(
        backend,
        () -> {
          CancelScope scope = CancelScope.create();
          var thrown =
              assertThrows(
                  ExceptionGroup.class,
                  () ->
                      scope.run(() ->
                          TaskGroup.run(group -> group.start(_ -> failWith(failure, scope)))));
          assertSame(failure, thrown.single().orElseThrow());
        });

    assertEquals(List.of(), reported);
  }

  private static void failWith(RuntimeException failure, CancelScope scope) {
    try {
      scope.cancel();
      Fairlead.sleepForever();
    } catch (Cancelled cancelled) {
      failure.addSuppressed(cancelled);
      throw failure;
    }
  }
}
