package dev.fairlead.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkerJvmTest {

  @Test
  void whatServesThisVeryProcessIsNotCarriedOver() {
    for (String option :
        List.of("-agentlib:jdwp=server=y", "-javaagent:a.jar", "-Xlog:gc:file=gc.log")) {
      assertFalse(WorkerJvm.isCarried(option), option);
    }
    assertTrue(WorkerJvm.isCarried("-Xmx64m"));
    assertTrue(WorkerJvm.isCarried("-Dname=-agentlib:no"));
  }

  @Test
  void optionsOfVariablesAreNotGivenTwice() {
    Command command =
        Command.of("java")
            .withVariable("JAVA_TOOL_OPTIONS", "-agentlib:jdwp=server=y")
            .withVariable("OTHER", "stays");

    Set<String> left = WorkerJvm.withoutVariables(command).environment().keySet();

    assertFalse(left.contains("JAVA_TOOL_OPTIONS"), left.toString());
    assertTrue(left.contains("OTHER"), left.toString());
    var wired =
        WorkerWiring.MOVED_BY_SHELL.command(
            ((WorkerSettings) WorkerOptions.defaults().withJvmOptions("-Dof=worker")).kind());
    assertEquals("/bin/sh", wired.arguments().getFirst());
    assertTrue(wired.arguments().contains("-Dof=worker"), wired.toString());
  }
}
