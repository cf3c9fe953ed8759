package dev.fairlead.testing.snippets;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.testing.FairleadTest;
import dev.fairlead.testing.Trail;

class TrailSnippets {

  // @start region="trail"
  @FairleadTest
  void aGroupWaitsForItsTasks() {
    var trail = new Trail();
    TaskGroup.run(group -> {
      group.startSoon(() -> {
        Fairlead.awaitAllTasksBlocked();
        trail.add("task");
      });
    });
    trail.add("after the group");
    trail.assertIs("task", "after the group");
  }
  // @end
}
