package dev.fairlead.net.internal.names;

import dev.fairlead.net.Resolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Asks the operating system, as every other program on the machine does. */
public final class SystemResolver implements Resolver {

  @Override
  public List<InetAddress> resolve(String host) throws IOException {
    return NamePool.ask(host, () -> List.of(InetAddress.getAllByName(host)));
  }

  @Override
  public String nameOf(InetAddress address) throws IOException {
    String text = address.getHostAddress();
    String name =
        NamePool.ask(
            text, () -> InetAddress.getByAddress(address.getAddress()).getCanonicalHostName());
    if (name.equals(text)) {
      throw new UnknownHostException(text + " has no name");
    }
    return name;
  }

  @Override
  public String toString() {
    return "the resolver of the operating system";
  }
}
