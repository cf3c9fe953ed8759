package dev.fairlead.net;

import dev.fairlead.Fairlead;
import dev.fairlead.net.spi.DatagramTransport;
import dev.fairlead.net.spi.ListenerTransport;
import dev.fairlead.net.spi.NetworkDriver;
import dev.fairlead.net.spi.StreamTransport;
import dev.fairlead.net.spi.TcpConnectRequest;
import dev.fairlead.net.spi.TcpListenRequest;
import dev.fairlead.net.spi.UdpRequest;
import dev.fairlead.net.spi.UnixConnectRequest;
import dev.fairlead.net.spi.UnixListenRequest;
import dev.fairlead.net.spi.UnixStreamTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A network whose hosts answer when and how a test says. It keeps a trail of what it was asked. */
final class ScriptedNetwork implements NetworkDriver {

  /** What an address does with an attempt. */
  @FunctionalInterface
  interface Host {
    StreamTransport answer(TcpConnectRequest request) throws IOException;
  }

  private final Map<String, Host> hosts = new ConcurrentHashMap<>();
  final ScriptedResolver names = new ScriptedResolver();
  final List<String> trail = new CopyOnWriteArrayList<>();

  ScriptedNetwork host(String address, Host host) {
    hosts.put(java.net.InetAddress.ofLiteral(address).getHostAddress(), host);
    return this;
  }

  /** A host that connects after a while. */
  Host connectsAfter(Duration delay) {
    return request -> {
      Fairlead.sleep(delay);
      return new ScriptedStream(request.remote(), trail);
    };
  }

  /** A host that connects after a while and will not be stopped. */
  Host connectsInAnyCaseAfter(Duration delay) {
    return request -> {
      dev.fairlead.CancelScope.shielded().run(() -> Fairlead.sleep(delay));
      return new ScriptedStream(request.remote(), trail);
    };
  }

  /** A host that connects when that is given up, and not before. */
  Host connectsOnceGivenUp() {
    return request -> {
      while (!Fairlead.currentTask().hasPendingCancellation()) {
        dev.fairlead.CancelScope.shielded().run(() -> Fairlead.sleep(Duration.ofMillis(1)));
      }
      return new ScriptedStream(request.remote(), trail);
    };
  }

  /** A host that refuses after a while. */
  static Host refusesAfter(Duration delay) {
    return request -> {
      Fairlead.sleep(delay);
      throw new java.net.ConnectException("Connection refused");
    };
  }

  /** A host that never answers. */
  static Host blackHole() {
    return request -> {
      Fairlead.sleepForever();
      throw new AssertionError("slept for ever");
    };
  }

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public StreamTransport connectTcp(TcpConnectRequest request) throws IOException {
    String address = request.remote().getAddress().getHostAddress();
    trail.add("try " + address);
    try {
      StreamTransport connection = hosts.get(address).answer(request);
      trail.add("connected " + address);
      return connection;
    } finally {
      trail.add("end " + address);
    }
  }

  @Override
  public ListenerTransport listenTcp(TcpListenRequest request) throws IOException {
    throw new java.net.BindException("nothing listens in a script");
  }

  @Override
  public DatagramTransport openUdp(UdpRequest request) throws IOException {
    throw new java.net.BindException("no datagrams in a script");
  }

  @Override
  public UnixStreamTransport connectUnix(UnixConnectRequest request) {
    throw new UnsupportedOperationException("no UNIX sockets in a script");
  }

  @Override
  public ListenerTransport listenUnix(UnixListenRequest request) {
    throw new UnsupportedOperationException("no UNIX sockets in a script");
  }

  @Override
  public Resolver resolver() {
    return names;
  }
}
