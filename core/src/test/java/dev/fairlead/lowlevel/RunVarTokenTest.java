package dev.fairlead.lowlevel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.Fairlead;
import dev.fairlead.NoRuntimeException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunVarTokenTest {

  private final RunVar<String> var = RunVar.of("setting");

  @Test
  void tokensTakeValuesBackStepByStep() {
    Fairlead.run(() -> {
      var first = var.set("one");
      try (var _ = var.set("two")) {
        assertEquals("two", var.get());
      }
      assertEquals("one", var.get());
      first.close();
      assertEquals(Optional.empty(), var.find());
      assertThrows(IllegalStateException.class, first::close);
    });
  }

  @Test
  void aTokenIsForTheRuntimeInWhichTheValueWasSet() {
    RunVar.Token token = Fairlead.<RunVar.Token, RuntimeException>call(() -> var.set("one"));

    Fairlead.run(() -> assertThrows(IllegalStateException.class, token::close));
  }

  @Test
  void contextVariablesNeedSomebodyToBelongTo() {
    ContextVar<String> context = ContextVar.withDefault("context", "default");

    assertEquals("default", context.get());
    assertThrows(NoRuntimeException.class, () -> context.set("x"));
  }
}
