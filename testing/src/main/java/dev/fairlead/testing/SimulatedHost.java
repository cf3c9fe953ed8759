package dev.fairlead.testing;

import dev.fairlead.Action;
import dev.fairlead.Body;
import dev.fairlead.testing.internal.network.Host;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine on a {@link SimulatedNetwork}. What a task opens belongs to the host it runs on.
 *
 * {@snippet file="SimulatedNetworkSnippets.java" region="partition"}
 */
public sealed interface SimulatedHost permits Host {

  /** Its name, which the resolver of the network knows. */
  String name();

  /** Its addresses, without those of the loopback. */
  List<InetAddress> addresses();

  /** Runs the body on this host; the tasks that it starts run there too. */
  <X extends Exception> void run(Action<X> body) throws X;

  /** As {@link #run}, and returns the value of the body. */
  <T extends @Nullable Object, X extends Exception> T call(Body<T, X> body) throws X;
}
