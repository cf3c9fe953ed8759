package dev.fairlead.testsupport;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Keeps a test away from systems and JVMs without native sockets. The build runs it, with the flags
 * it needs, in a run of its own.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("native-sockets")
@ExtendWith(NativeSocketsCondition.class)
public @interface NeedsNativeSockets {}
