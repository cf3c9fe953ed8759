package dev.fairlead.benchmarks.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;

/** Netty's {@code SslHandler} in channels without a transport, both ends in one thread. */
final class NettyMemoryTls {

  private final TlsMaterial material = new TlsMaterial();

  void bulk(int operations) {
    var client = new EmbeddedChannel(new SslHandler(material.clientEngine(true)));
    var server = new EmbeddedChannel(new SslHandler(material.serverEngine()));
    while (carry(client, server) + carry(server, client) > 0) {
      // The handshake goes on until nobody has anything to say.
    }
    for (int i = 0; i < operations; i++) {
      client.writeOutbound(client.alloc().buffer().writeZero(TlsTraffic.LONG));
      carry(client, server);
      receive(server);
    }
    var _ = client.close();
    var _ = server.close();
  }

  private static int carry(EmbeddedChannel from, EmbeddedChannel to) {
    int count = 0;
    for (ByteBuf record = from.readOutbound(); record != null; record = from.readOutbound()) {
      count += record.readableBytes();
      to.writeInbound(record);
    }
    return count;
  }

  private static void receive(EmbeddedChannel channel) {
    int missing = TlsTraffic.LONG;
    while (missing > 0) {
      ByteBuf received = channel.readInbound();
      missing -= received.readableBytes();
      received.release();
    }
  }
}
