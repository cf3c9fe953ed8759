package dev.fairlead.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives an {@code int} parameter a port of the loopback addresses that was free a moment ago; see
 * {@link FreePorts}. A bound listener as a parameter is better: nobody can take its port.
 *
 * {@snippet file="FairleadTestSnippets.java" region="ports"}
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface FreePort {

  /** The protocol the port is free for. */
  FreePorts.Kind value() default FreePorts.Kind.TCP;
}
