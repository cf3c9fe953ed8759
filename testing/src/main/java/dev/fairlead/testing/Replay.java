package dev.fairlead.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs a test with {@link Schedules}, or the simulated run of one with {@link FairleadTest}, with
 * one seed only: that of a failure. Where {@link FairleadTest} is on the class, the seed is chosen
 * there.
 *
 * {@snippet file="FairleadTestSnippets.java" region="replay"}
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Replay {

  /** The seed. */
  long value();
}
