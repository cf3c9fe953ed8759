package dev.fairlead.net.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.Fairlead;
import dev.fairlead.net.Idna;
import dev.fairlead.net.NameInfo;
import dev.fairlead.net.Net;
import dev.fairlead.net.Resolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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

  @Test
  void answersAsTheyCome() throws IOException {
    Fairlead.run(() -> {
      // @start region="answers"
      Net.setResolver(
          new Resolver() {
            @Override
            public List<InetAddress> resolve(String host) {
              return List.of(InetAddress.ofLiteral("::1"), InetAddress.ofLiteral("127.0.0.1"));
            }

            @Override
            public void resolve(String host, Answers answers) {
              answers.found(List.of(InetAddress.ofLiteral("::1"))); // connecting may begin
              answers.found(List.of(InetAddress.ofLiteral("127.0.0.1")));
            }
          });
      // @end
      assertEquals(2, Net.resolve("both.internal", 1).size());
    });
  }

  @Test
  void theNameOfAnAddress() throws IOException {
    Fairlead.run(() -> {
      // @start region="name"
      NameInfo info = Net.nameOf(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 80));
      String text = info.host() + ":" + info.port(); // localhost:80, on most machines
      // @end
      assertTrue(text.endsWith(":80"), text);
    });
  }

  @Test
  void namesBeyondAscii() {
    // @start region="idna"
    String ascii = Idna.toAscii("bücher.example");
    // @end
    assertEquals("xn--bcher-kva.example", ascii);
  }
}
