package dev.fairlead.testsupport;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * As {@link ForEveryBackend}, for tests in which something happens in time, before something else
 * is due: they run where time passes only when every task waits, which is when module testing runs
 * the tests of this module on its simulated backend. On a real clock any machine may be too slow.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ForEveryBackend(except = {"virtual", "carrier"})
public @interface InVirtualTime {}
