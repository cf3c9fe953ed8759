package dev.fairlead.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.fairlead.Cancelled;
import org.junit.jupiter.api.Test;

/** What code outside the engine must leave to it. */
final class CancellationRulesIT {
  @Test
  void onlyTheEngineCatchesCancelled() {
    codeUnits()
        .that()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackage("dev.fairlead.internal..")
        .should(notCatch(Cancelled.class))
        .check(FairleadModules.classes());
  }

  private static ArchCondition<JavaCodeUnit> notCatch(Class<? extends Throwable> caught) {
    return new ArchCondition<>("not catch " + caught.getSimpleName()) {
      @Override
      public void check(JavaCodeUnit code, ConditionEvents events) {
        code.getTryCatchBlocks().stream()
            .filter(block -> block.getCaughtThrowables().stream().anyMatch(this::isCaught))
            .map(block -> block.getSourceCodeLocation() + " catches it")
            .forEach(finding -> events.add(SimpleConditionEvent.violated(code, finding)));
      }

      private boolean isCaught(JavaClass type) {
        return type.isEquivalentTo(caught);
      }
    };
  }
}
