package dev.fairlead.net.spi;

import dev.fairlead.net.Resolver;
import dev.fairlead.net.SocketSettings;
import java.io.IOException;

/**
 * A network that passes everything on to another one: the base of networks that change a little.
 *
 * {@snippet file="DriverSnippets.java" region="driver"}
 */
public abstract class ForwardingNetworkDriver implements NetworkDriver {

  private final NetworkDriver below;

  /** Wraps a network. */
  protected ForwardingNetworkDriver(NetworkDriver below) {
    this.below = below;
  }

  @Override
  public String name() {
    return below.name();
  }

  @Override
  public StreamTransport connectTcp(TcpConnectRequest request) throws IOException {
    return below.connectTcp(request);
  }

  @Override
  public ListenerTransport listenTcp(TcpListenRequest request) throws IOException {
    return below.listenTcp(request);
  }

  @Override
  public DatagramTransport openUdp(UdpRequest request) throws IOException {
    return below.openUdp(request);
  }

  @Override
  public UnixStreamTransport connectUnix(UnixConnectRequest request) throws IOException {
    return below.connectUnix(request);
  }

  @Override
  public ListenerTransport listenUnix(UnixListenRequest request) throws IOException {
    return below.listenUnix(request);
  }

  @Override
  public UnixPair openUnixPair(boolean descriptors, SocketSettings settings) throws IOException {
    return below.openUnixPair(descriptors, settings);
  }

  @Override
  public DatagramTransport openUnixDatagrams(UnixDatagramRequest request) throws IOException {
    return below.openUnixDatagrams(request);
  }

  @Override
  public Resolver resolver() {
    return below.resolver();
  }

  @Override
  public String toString() {
    return name();
  }
}
