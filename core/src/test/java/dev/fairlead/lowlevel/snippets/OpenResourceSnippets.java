package dev.fairlead.lowlevel.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.lowlevel.OpenResource;
import dev.fairlead.lowlevel.RunListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenResourceSnippets {

  // @start region="note"
  static final class Lease implements AutoCloseable {
    private final OpenResource open = OpenResource.note(this);

    @Override
    public void close() {
      open.closed();
      // ... give the lease back
    }

    @Override
    public String toString() {
      return "lease of the printer";
    }
  }

  // @end

  @Test
  void theListenerHearsOfOpeningAndClosing() {
    List<String> heard = new ArrayList<>();
    var listener =
        new RunListener() {
          @Override
          public void resourceOpened(Object resource) {
            heard.add("opened " + resource);
          }

          @Override
          public void resourceClosed(Object resource) {
            heard.add("closed " + resource);
          }
        };

    Fairlead.run(
        o -> o.withListener(listener),
        () -> {
          var lease = new Lease();
          lease.close();
          lease.close();
        });

    assertEquals(List.of("opened lease of the printer", "closed lease of the printer"), heard);
  }
}
