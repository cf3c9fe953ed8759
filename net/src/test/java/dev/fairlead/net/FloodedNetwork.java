package dev.fairlead.net;

import dev.fairlead.net.spi.ForwardingNetworkDriver;
import dev.fairlead.net.spi.ListenerTransport;
import dev.fairlead.net.spi.NetworkDriver;
import dev.fairlead.net.spi.NetworkDrivers;
import dev.fairlead.net.spi.TcpListenRequest;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The network of the system, on which connections come without end once a test says so. */
final class FloodedNetwork {

  /** So many come; who has accepted all of them would have gone on. */
  static final int ENDLESS = 200_000;

  final AtomicBoolean flooding = new AtomicBoolean();
  final AtomicInteger accepted = new AtomicInteger();
  private final List<String> trail = Collections.synchronizedList(new ArrayList<>());

  NetworkDriver driver() {
    return new ForwardingNetworkDriver(NetworkDrivers.system()) {
      @Override
      public ListenerTransport listenTcp(TcpListenRequest request) throws IOException {
        return flooded(super.listenTcp(request));
      }
    };
  }

  private ListenerTransport flooded(ListenerTransport listener) {
    InvocationHandler handler =
        (_, method, arguments) ->
            method.getName().equals("tryAccept") && flooding.get()
                ? next()
                : RefusingNetwork.invoke(listener, method, arguments);
    return (ListenerTransport)
        Proxy.newProxyInstance(
            ListenerTransport.class.getClassLoader(),
            new Class<?>[] {ListenerTransport.class},
            handler);
  }

  private Optional<ScriptedStream> next() {
    return accepted.incrementAndGet() < ENDLESS
        ? Optional.of(
            new ScriptedStream(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), trail))
        : Optional.empty();
  }
}
