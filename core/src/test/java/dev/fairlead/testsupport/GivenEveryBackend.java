package dev.fairlead.testsupport;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A test that starts its runtimes itself, and is called once with each backend. One that runs
 * inside a runtime is in a class that is {@link ForEveryBackend}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@MethodSource("dev.fairlead.testsupport.TestBackends#all")
public @interface GivenEveryBackend {}
