package dev.fairlead.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Knows the names a test tells it, and no other. */
final class ScriptedResolver implements Resolver {

  private final Map<String, List<InetAddress>> names = new ConcurrentHashMap<>();

  ScriptedResolver knows(String name, String... addresses) {
    names.put(name, Arrays.stream(addresses).map(InetAddress::ofLiteral).toList());
    return this;
  }

  @Override
  public List<InetAddress> resolve(String host) throws UnknownHostException {
    List<InetAddress> found = names.get(host);
    if (found == null) {
      throw new UnknownHostException(host + ": not in the script");
    }
    return found;
  }

  @Override
  public String toString() {
    return "a scripted resolver";
  }
}
