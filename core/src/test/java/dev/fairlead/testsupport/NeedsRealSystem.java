package dev.fairlead.testsupport;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Keeps a test away from the simulated backend, because it is about what the operating system does:
 * files, native code, options of its sockets, channels of the JDK.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("real-system")
public @interface NeedsRealSystem {}
