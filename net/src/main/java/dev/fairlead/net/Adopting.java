package dev.fairlead.net;

import dev.fairlead.net.internal.TransportStream;
import dev.fairlead.net.internal.TransportUnixStream;
import dev.fairlead.net.internal.datagram.ConnectedUdpFace;
import dev.fairlead.net.internal.datagram.ConnectedUnixDatagramFace;
import dev.fairlead.net.internal.datagram.UdpFace;
import dev.fairlead.net.internal.nio.NioAdoption;
import dev.fairlead.net.internal.serve.TransportListener;
import dev.fairlead.net.spi.DatagramTransport;
import dev.fairlead.net.spi.ListenerTransport;
import dev.fairlead.net.spi.StreamTransport;
import dev.fairlead.net.spi.UnixStreamTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;

/** The calls of {@code Net.fromChannel}. */
final class Adopting {

  private Adopting() {}

  static SocketStream stream(SocketChannel channel) throws IOException {
    return face(NioAdoption.stream(channel));
  }

  static SocketStream face(StreamTransport transport) {
    return transport instanceof UnixStreamTransport unix
        ? new TransportUnixStream(unix)
        : new TransportStream(transport);
  }

  static SocketListener<SocketStream> listener(ServerSocketChannel channel) throws IOException {
    return face(NioAdoption.listener(channel));
  }

  static SocketListener<SocketStream> face(ListenerTransport transport) {
    return transport.localAddress() instanceof InetSocketAddress
        ? new TcpListening.Listening(List.of(transport))
        : new TransportListener<>(List.of(transport), Adopting::face);
  }

  static UdpSocket udp(DatagramChannel channel) throws IOException {
    return udp(NioAdoption.datagrams(channel, false));
  }

  static UdpSocket udp(DatagramTransport transport) {
    return new UdpFace(transport, host -> UdpOpening.addressOf(host, Optional.empty()));
  }

  static ConnectedUdpSocket connectedUdp(DatagramTransport transport) {
    return new ConnectedUdpFace(
        transport, (InetSocketAddress) transport.remoteAddress().orElseThrow());
  }

  static ConnectedUnixDatagramSocket connectedUnix(DatagramTransport transport) {
    return new ConnectedUnixDatagramFace(
        transport, (UnixAddress) transport.remoteAddress().orElseThrow());
  }

  static ConnectedUdpSocket connectedUdp(DatagramChannel channel) throws IOException {
    var remote = (InetSocketAddress) channel.getRemoteAddress();
    if (remote == null) {
      throw new IllegalArgumentException("the channel must be connected: " + channel);
    }
    return new ConnectedUdpFace(NioAdoption.datagrams(channel, true), remote);
  }
}
