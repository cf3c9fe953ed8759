package dev.fairlead.net.internal.nio;

import dev.fairlead.lowlevel.Readiness;
import dev.fairlead.net.Resolver;
import dev.fairlead.net.SocketSettings;
import dev.fairlead.net.internal.names.SystemResolver;
import dev.fairlead.net.internal.unix.NativeUnix;
import dev.fairlead.net.spi.DatagramTransport;
import dev.fairlead.net.spi.ListenerTransport;
import dev.fairlead.net.spi.NetworkDriver;
import dev.fairlead.net.spi.StreamTransport;
import dev.fairlead.net.spi.TcpConnectRequest;
import dev.fairlead.net.spi.TcpListenRequest;
import dev.fairlead.net.spi.UdpRequest;
import dev.fairlead.net.spi.UnixConnectRequest;
import dev.fairlead.net.spi.UnixDatagramRequest;
import dev.fairlead.net.spi.UnixListenRequest;
import dev.fairlead.net.spi.UnixPair;
import dev.fairlead.net.spi.UnixStreamTransport;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** The network of the operating system, through the channels of the JDK and the selector loop. */
public final class NioDriver implements NetworkDriver {

  private final Resolver resolver = new SystemResolver();

  @Override
  public String name() {
    return "nio";
  }

  @Override
  public StreamTransport connectTcp(TcpConnectRequest request) throws IOException {
    return NioConnect.tcp(request);
  }

  @Override
  public ListenerTransport listenTcp(TcpListenRequest request) throws IOException {
    ServerSocketChannel channel =
        request.family().isPresent()
            ? Ipv6.opened(() -> ServerSocketChannel.open(request.family().get()))
            : ServerSocketChannel.open();
    return Prepared.orClosed(
        channel,
        () -> {
          channel.configureBlocking(false);
          request.settings().applyTo(channel::setOption);
          ensurePossible(request);
          channel.bind(request.local(), request.backlog());
          return new NioListener(
              channel, channel.getLocalAddress(), accepted -> prepare(accepted, request));
        });
  }

  /** What no connection can be given is an error of the listener, not of the first connection. */
  private static void ensurePossible(TcpListenRequest request) throws IOException {
    try (SocketChannel sample =
        request.family().isPresent()
            ? SocketChannel.open(request.family().get())
            : SocketChannel.open()) {
      request.accepted().applyTo(sample::setOption);
    }
  }

  private static NioStream prepare(SocketChannel accepted, TcpListenRequest request)
      throws IOException {
    request.accepted().applyTo(accepted::setOption);
    return NioStream.tcp(accepted, Readiness.register(accepted));
  }

  @Override
  public UnixStreamTransport connectUnix(UnixConnectRequest request) throws IOException {
    return request.descriptors() || request.remote().abstractName().isPresent()
        ? NativeUnix.connect(request)
        : NioUnixStream.connect(request);
  }

  @Override
  public ListenerTransport listenUnix(UnixListenRequest request) throws IOException {
    return request.descriptors() || request.local().abstractName().isPresent()
        ? NativeUnix.listen(request)
        : NioUnixListener.open(request);
  }

  @Override
  public UnixPair openUnixPair(boolean descriptors, SocketSettings settings) throws IOException {
    return descriptors ? NativeUnix.pair(settings) : NioUnixPair.open(settings);
  }

  @Override
  public DatagramTransport openUnixDatagrams(UnixDatagramRequest request) throws IOException {
    return NativeUnix.datagrams(request);
  }

  @Override
  public DatagramTransport openUdp(UdpRequest request) throws IOException {
    return NioDatagrams.open(request);
  }

  @Override
  public Resolver resolver() {
    return resolver;
  }

  @Override
  public String toString() {
    return name();
  }
}
