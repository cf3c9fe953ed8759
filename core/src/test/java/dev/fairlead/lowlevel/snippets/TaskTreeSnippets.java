package dev.fairlead.lowlevel.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.TaskTree;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.ArrayList;
import java.util.List;

class TaskTreeSnippets {

  @ForEveryBackend
  void tree() {
    TaskGroup.run(group -> {
      group.startSoon(o -> o.withName("reader"), Fairlead::sleepForever);
      Fairlead.awaitAllTasksBlocked();
      // @start region="tree"
      TaskTree tree = TaskTree.capture();
      String forPeople = tree.toText();
      String forPrograms = tree.toJson();
      boolean hangs = tree.isStuck() || !tree.cycles().isEmpty();
      // @end
      assertTrue(forPeople.contains("reader: waits for sleep until cancelled since"));
      assertTrue(forPrograms.contains("\"name\":\"reader\""));
      assertTrue(!hangs);
      group.cancel();
    });
  }

  private final List<String> waiting = new ArrayList<>();

  // @start region="walk"
  private void collect(TaskTree.Node node) {
    node.waiting()
        .map((TaskTree.Wait wait) -> node.task().name() + " waits for " + wait.reason())
        .ifPresent(waiting::add);
    node.children().forEach(this::collect);
  }

  // @end

  @ForEveryBackend
  void walk() {
    TaskGroup.run(group -> {
      group.startSoon(o -> o.withName("reader"), Fairlead::sleepForever);
      Fairlead.awaitAllTasksBlocked();
      TaskTree.capture().root().ifPresent(this::collect);
      group.cancel();
    });
    assertEquals(List.of("reader waits for sleep until cancelled"), waiting);
  }
}
