package dev.fairlead.testsupport;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs test methods as the root task of a new runtime, once per backend.
 *
 * <p>On a method it stands in for {@code @Test}. On a class it makes every {@code @Test},
 * {@code @ParameterizedTest} and {@code @RepeatedTest} of the class and its nested classes run
 * inside a runtime, the whole class once per backend. Constructors, {@code @BeforeEach} and
 * {@code @AfterEach} run outside the runtime.
 *
 * <p>The test fails when it takes longer than its limit, with the task tree in the message, and
 * when it leaves a thread or a descriptor behind. A parameter of type {@code Backend} is given the
 * backend in use.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag(ForEveryBackend.TAG)
@TestTemplate
@ClassTemplate
@ExtendWith(EveryBackend.class)
public @interface ForEveryBackend {

  /** The tag of all tests that run on every backend. */
  String TAG = "every-backend";

  /** Names of backends on which the test makes no sense, for example {@code "simulated"}. */
  String[] except() default {};

  /** The limit in seconds. Under the 20 s at which JUnit ends any test without a task tree. */
  int seconds() default 18;
}
