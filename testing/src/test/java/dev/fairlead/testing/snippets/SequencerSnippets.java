package dev.fairlead.testing.snippets;

import dev.fairlead.TaskGroup;
import dev.fairlead.sync.Event;
import dev.fairlead.testing.FairleadTest;
import dev.fairlead.testing.Sequencer;
import dev.fairlead.testing.Trail;

class SequencerSnippets {

  // @start region="sequence"
  @FairleadTest
  void whoComesLateSeesTheEvent() {
    var sequence = new Sequencer();
    var event = new Event();
    var trail = new Trail();
    TaskGroup.run(group -> {
      group.startSoon(() -> sequence.run(1, () -> event.await()));
      sequence.run(0, () -> event.set());
      sequence.run(2, () -> trail.add("both are through"));
    });
    trail.assertIs("both are through");
  }
  // @end
}
