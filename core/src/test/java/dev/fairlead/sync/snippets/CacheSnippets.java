package dev.fairlead.sync.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Tasks;
import dev.fairlead.sync.Cache;
import dev.fairlead.testsupport.ForEveryBackend;
import java.io.IOException;
import java.time.Duration;

class CacheSnippets {

  private int fetches;

  private String fetch(String url) throws IOException {
    fetches++;
    if (url.isEmpty()) {
      throw new IOException("no address");
    }
    return "page at " + url;
  }

  @ForEveryBackend
  void cache() throws IOException {
    // @start region="cache"
    Cache<String, String, IOException> pages =
        Cache.of(o -> o.withMaxSize(1000).withTimeToLive(Duration.ofMinutes(5)), this::fetch);

    String page = pages.get("/index");
    // @end
    assertEquals("page at /index", page);
    Tasks.gather(() -> pages.get("/index"), () -> pages.get("/index"));
    assertEquals(1, fetches);
  }
}
