package dev.fairlead.lowlevel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.TaskGroup;
import dev.fairlead.TaskHandle;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@ForEveryBackend
class ContextVarTest {

  private final ContextVar<String> user = ContextVar.of("user");
  private final ContextVar<String> language = ContextVar.withDefault("language", "en");

  @Test
  void aVariableHasTheValueThatWasSetLast() {
    assertEquals(Optional.empty(), user.find());
    assertEquals("en", language.get());

    user.set("ada");
    language.set("fr");

    assertEquals("ada", user.get());
    assertEquals(Optional.of("fr"), language.find());
  }

  @Test
  void withoutAValueGettingIsAnErrorThatNamesTheVariable() {
    var thrown = assertThrows(NoSuchElementException.class, user::get);

    assertTrue(thrown.getMessage().contains("user"), thrown.getMessage());
  }

  @Test
  void aTaskBeginsWithTheValuesOfItsStarter() {
    user.set("ada");

    TaskGroup.run(group -> {
      TaskHandle<String> before = group.startSoon(user::get);
      user.set("eve");
      TaskHandle<String> after = group.startSoon(user::get);

      assertEquals("ada", before.await());
      assertEquals("eve", after.await());
    });
  }

  @Test
  void whatATaskSetsOthersDoNotSee() {
    user.set("ada");

    TaskGroup.run(group -> group.startSoon(() -> user.set("eve")));

    assertEquals("ada", user.get());
  }

  @Test
  void aBodyCanRunWithAValue() {
    user.set("outer");

    assertEquals("inner", user.<String, RuntimeException>call("inner", user::get));
    user.run("again", () -> assertEquals("again", user.get()));

    assertEquals("outer", user.get());
  }

  @Test
  void tokensTakeValuesBackStepByStep() {
    var first = user.set("one");
    var second = user.set("two");

    second.close();
    assertEquals("one", user.get());
    first.close();
    assertEquals(Optional.empty(), user.find());
    assertThrows(IllegalStateException.class, first::close);
  }

  @Test
  void aTokenIsForTheTaskThatSetTheValue() {
    var token = user.set("ada");

    TaskGroup.run(
        group -> group.startSoon(() -> assertThrows(IllegalStateException.class, token::close)));

    assertEquals("ada", user.get());
  }
}
