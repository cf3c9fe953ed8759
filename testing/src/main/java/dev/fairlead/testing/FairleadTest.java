package dev.fairlead.testing;

import dev.fairlead.testing.internal.junit.FairleadExtension;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test as a task of a new runtime, once per backend.
 *
 * {@snippet file="FairleadTestSnippets.java" region="method"}
 *
 * <p>On a method it stands in for {@code @Test}. On a class, every {@code @Test},
 * {@code @ParameterizedTest} and {@code @RepeatedTest} of the class and of its nested classes runs
 * as a task, and the whole class runs once per backend. {@code @BeforeEach} and {@code @AfterEach}
 * methods run in the same task as the test, with the same context variables; what cleans up is
 * shielded.
 *
 * <p>Parameters of these methods can be: the test's {@link dev.fairlead.TaskGroup}; the {@link
 * dev.fairlead.CancelScope} the test method runs in; the {@link java.time.InstantSource} that
 * follows the runtime's clock; a bound {@link dev.fairlead.net.TcpListener} on the loopback
 * address; an {@code int} with {@link FreePort}; the {@link Simulation}, which limits the test to
 * the simulated backend.
 *
 * <p>A test fails when it
 *
 * <ul>
 *   <li>takes longer than its limit, with the tree of its tasks in the message;
 *   <li>leaves a task in its group that does not come to an end; start those that shall serve for
 *       as long as the test lasts as services;
 *   <li>leaves something open: a socket, a descriptor, a process, a handle, a thread;
 *   <li>has swallowed a cancellation.
 * </ul>
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ClassTemplate
@ExtendWith(FairleadExtension.class)
public @interface FairleadTest {

  /**
   * How long a runtime lives.
   *
   * {@snippet file="SharedRuntimeSnippets.java" region="class"}
   */
  enum Lifetime {
    /** Each test has a runtime of its own. */
    PER_TEST,
    /**
     * The tests of a class share one, for each backend. What is left open is looked for after the
     * last of them. {@code @BeforeAll} and {@code @AfterAll} methods run once for all backends, and
     * outside; a {@link dev.fairlead.lowlevel.RunVar} holds what the tests of one runtime share.
     */
    PER_CLASS
  }

  /**
   * The backends; empty for those that the configuration parameter {@code fairlead.backends} names,
   * separated by commas, or else all of them.
   */
  OnBackend[] on() default {};

  /** The limit of each test in seconds of real time. */
  int seconds() default 20;

  /** What a simulation is drawn from. */
  long seed() default 0;

  /** How long a runtime lives; only a class can have one for all of its tests. */
  Lifetime lifetime() default Lifetime.PER_TEST;

  /** Whether the test provokes what is reported otherwise, such as a swallowed cancellation. */
  boolean provokesReports() default false;
}
