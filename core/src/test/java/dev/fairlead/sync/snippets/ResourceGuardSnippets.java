package dev.fairlead.sync.snippets;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.BusyResourceException;
import dev.fairlead.sync.ResourceGuard;
import org.junit.jupiter.api.Test;

class ResourceGuardSnippets {

  // @start region="guard"
  private final ResourceGuard receiving = new ResourceGuard("receiving from the printer");

  String receive() {
    return receiving.call(this::readLine);
  }

  // @end

  private String readLine() {
    assertThrows(BusyResourceException.class, this::receive);
    return "ok";
  }

  @Test
  void aSecondReceiveIsRefused() {
    receive();
  }
}
