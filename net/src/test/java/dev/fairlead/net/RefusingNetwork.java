package dev.fairlead.net;

import dev.fairlead.net.spi.ForwardingNetworkDriver;
import dev.fairlead.net.spi.ListenerTransport;
import dev.fairlead.net.spi.NetworkDriver;
import dev.fairlead.net.spi.NetworkDrivers;
import dev.fairlead.net.spi.TcpListenRequest;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/** The network of the system, which refuses to accept as soon as a test says so. */
final class RefusingNetwork {

  final AtomicBoolean refusing = new AtomicBoolean();

  NetworkDriver driver() {
    return new ForwardingNetworkDriver(NetworkDrivers.system()) {
      @Override
      public ListenerTransport listenTcp(TcpListenRequest request) throws IOException {
        return refusing(super.listenTcp(request));
      }
    };
  }

  private ListenerTransport refusing(ListenerTransport listener) {
    InvocationHandler handler =
        (_, method, arguments) -> {
          if (method.getName().equals("tryAccept") && refusing.get()) {
            throw new IOException("Too many open files");
          }
          return invoke(listener, method, arguments);
        };
    return (ListenerTransport)
        Proxy.newProxyInstance(
            ListenerTransport.class.getClassLoader(),
            new Class<?>[] {ListenerTransport.class},
            handler);
  }

  static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
