package dev.fairlead.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ForEveryBackend
@ExtendWith(NoProcessIsLeft.class)
class IdentityCheckTest {

  private static final String NOBODY = "nobody-has-this-name";

  @TempDir Path folder;

  private void assertRefused(String kind, Command command) {
    var error = assertThrows(IOException.class, () -> Processes.openProcess(command));

    assertFalse(error instanceof ProcessFailedException, "something was started");
    assertTrue(error.getMessage().contains(kind + " \"" + NOBODY + '"'), error.getMessage());
    assertEquals(List.of(), Children.pids());
  }

  @Test
  void aUserOrGroupThatIsNotThereIsAnErrorThatNamesItBeforeAnythingIsStarted() {
    Command command = Command.of("touch", folder.resolve("started").toString());

    assertRefused("user", command.withUser(NOBODY));
    assertRefused("group", command.withGroup(NOBODY));
    assertRefused("group", command.withExtraGroups(List.of("0", NOBODY)).withUmask(022));
    assertFalse(Files.exists(folder.resolve("started")));
  }

  @Test
  void rootHasTheRightUnlessItWasTakenAway() {
    assertTrue(grants("0\t0\t0\t0", "000001ffffffffff", "0000000000000000"));
    assertFalse(grants("0\t0\t0\t0", "000001ffffffffbf", "0000000000000040"));
  }

  @Test
  void othersHaveItIfTheyCanPassItOn() {
    assertTrue(grants("1000\t1000\t1000\t1000", "000001ffffffffff", "00000000000000c0"));
    assertFalse(grants("1000\t1000\t1000\t1000", "000001ffffffffff", "0000000000000000"));
    assertFalse(grants("0\t1000\t1000\t1000", "000001ffffffffff", "0000000000000000"));
  }

  private static boolean grants(String users, String bounding, String ambient) {
    return IdentityCheck.grantsSetgroups(
        List.of("Name:\tjava", "Uid:\t" + users, "CapBnd:\t" + bounding, "CapAmb:\t" + ambient));
  }
}
