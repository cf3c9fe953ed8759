package dev.fairlead.testing.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.lowlevel.RunVar;
import dev.fairlead.testing.FairleadTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

// @start region="class"
@FairleadTest(lifetime = FairleadTest.Lifetime.PER_CLASS)
class SharedRuntimeSnippets {

  /** What the tests of one runtime share: made by the first of them. */
  private static final RunVar<List<Integer>> GUESTS = RunVar.withInitial("guests", ArrayList::new);

  @RepeatedTest(3)
  void seesWhatTheTestsBeforeItHaveLeft(RepetitionInfo repetition) {
    GUESTS.get().add(repetition.getCurrentRepetition());
    assertEquals(repetition.getCurrentRepetition(), GUESTS.get().size());
  }
}
// @end
