package dev.fairlead.net.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.Fairlead;
import dev.fairlead.net.Net;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamesSnippets {

  @Test
  void aResolverOfOnesOwn() throws IOException {
    Fairlead.run(() -> {
      // @start region="resolver"
      var hosts = Map.of("db.internal", InetAddress.ofLiteral("10.0.0.5"));
      Net.setResolver(host -> {
        if (!hosts.containsKey(host)) {
          throw new UnknownHostException(host + ": not in the table");
        }
        return List.of(hosts.get(host));
      });
      // @end
      assertEquals("10.0.0.5", Net.resolve("db.internal", 1).get(0).getAddress().getHostAddress());
    });
  }
}
