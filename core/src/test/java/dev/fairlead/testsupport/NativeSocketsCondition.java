package dev.fairlead.testsupport;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import dev.fairlead.lowlevel.Backends;
import dev.fairlead.lowlevel.CarrierOptions;
import dev.fairlead.lowlevel.LoopOptions;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Whether native sockets work here; if not, why. */
final class NativeSocketsCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    try {
      Backends.carrier(CarrierOptions::withNativeSockets).open("condition").close();
      Backends.virtual(LoopOptions::withNativeSockets).open("condition").close();
      return enabled("native sockets work");
    } catch (IllegalStateException e) {
      return disabled(e.getMessage());
    }
  }
}
