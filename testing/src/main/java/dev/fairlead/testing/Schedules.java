package dev.fairlead.testing;

import dev.fairlead.testing.internal.junit.SchedulesExtension;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test method on the simulated backend again and again, each time with another seed, until
 * one fails.
 *
 * {@snippet file="FairleadTestSnippets.java" region="schedules"}
 *
 * <p>Every run is fresh: a new instance of the class, a new runtime, {@code @BeforeEach} and
 * {@code @AfterEach} as for {@link FairleadTest}. Tasks are switched wherever that is possible; see
 * {@link SimulationOptions.Switching#EVERYWHERE}. The failure says the seed; put {@link Replay}
 * with that seed on the method to run just this one.
 *
 * <p>A class that has such tests has {@link FairleadTest} on its other methods, not on itself.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(SchedulesExtension.class)
public @interface Schedules {

  /** How many seeds. */
  int value();

  /** The first seed. */
  long firstSeed() default 0;

  /** Where tasks are switched. */
  SimulationOptions.Switching switching() default SimulationOptions.Switching.EVERYWHERE;

  /** The limit of each run in seconds of real time. */
  int seconds() default 20;
}
