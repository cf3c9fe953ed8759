package dev.fairlead.lowlevel.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.TaskGroup;
import dev.fairlead.lowlevel.ContextVar;
import dev.fairlead.testsupport.ForEveryBackend;
import java.util.concurrent.ConcurrentLinkedQueue;

class ContextVarSnippets {

  private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();

  // @start region="request"
  private static final ContextVar<String> REQUEST = ContextVar.of("request");

  void handle(String request) {
    REQUEST.run(request, () -> TaskGroup.run(group -> group.startSoon(this::query)));
  }

  void query() {
    log.add("querying for " + REQUEST.get());
  }

  // @end

  @ForEveryBackend
  void request() {
    handle("GET /");
    assertEquals("querying for GET /", log.remove());
  }

  // @start region="token"
  void handleAnonymously() {
    try (ContextVar.Token _ = REQUEST.set("anonymous")) {
      query();
    } // what it was before, it is again
  }

  // @end

  @ForEveryBackend
  void token() {
    REQUEST.run(
        "GET /",
        () -> {
          handleAnonymously();
          query();
        });
    assertEquals("querying for anonymous", log.remove());
    assertEquals("querying for GET /", log.remove());
  }
}
