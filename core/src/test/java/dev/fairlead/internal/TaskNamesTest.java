package dev.fairlead.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.TaskGroup;
import dev.fairlead.Tasks;
import dev.fairlead.thread.BlockingPortal;
import dev.fairlead.thread.BlockingPortals;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(InDebugMode.class)
class TaskNamesTest {

  @Test
  void inDebugModeATaskIsNamedAfterTheLineThatStartsIt() {
    Fairlead.run(() ->
        TaskGroup.run(group -> {
          int here =
              StackWalker.getInstance().walk(s -> s.findFirst().orElseThrow()).getLineNumber();
          String name = group.startSoon(() -> {}).name();

          assertEquals("TaskNamesTest.java:" + (here + 1), name);
        }));
  }

  @Test
  void theLineIsTheCallersWhereTheLibraryStartsTheTask() {
    Fairlead.run(() -> {
      String name = Tasks.gather(() -> Fairlead.currentTask().name()).getFirst();

      assertTrue(name.startsWith("TaskNamesTest"), name);
    });
  }

  @Test
  void theLineIsTheCallersWhereTheTaskRunsMoreThanItsCode() {
    Fairlead.run(() -> {
      var names = new ArrayList<String>();
      names.add(Tasks.race(() -> Fairlead.currentTask().name()));
      names.addAll(Tasks.map(List.of(1), _ -> Fairlead.currentTask().name()));
      try (BlockingPortal portal = BlockingPortals.start()) {
        names.add(portal.call(() -> Fairlead.currentTask().name()));
      }

      for (String name : names) {
        assertTrue(name.startsWith("TaskNamesTest.java:"), names::toString);
      }
    });
  }

  @Test
  void aGivenNameStays() {
    Fairlead.run(() ->
        TaskGroup.run(group ->
            assertEquals("given", group.startSoon(o -> o.withName("given"), () -> {}).name())));
  }
}
