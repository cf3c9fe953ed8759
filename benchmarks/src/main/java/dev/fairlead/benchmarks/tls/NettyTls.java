package dev.fairlead.benchmarks.tls;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Netty's {@code SslHandler} with the engine of the JDK, one loop for each side. */
final class NettyTls implements TlsTraffic {

  // How many pieces of a bulk transfer may wait in Netty at a time.
  private static final int AHEAD = 8;

  private final TlsMaterial material = new TlsMaterial();

  /** What the client does, once the server listens. */
  private interface Client {
    void run(EventLoopGroup loop, InetSocketAddress address) throws Exception;
  }

  private void against(Supplier<ChannelHandler> server, Client client) throws Exception {
    var serverLoop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    var clientLoop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      Channel listener =
          new ServerBootstrap()
              .group(serverLoop)
              .channel(NioServerSocketChannel.class)
              .childOption(ChannelOption.TCP_NODELAY, true)
              .childHandler(withTls(() -> new SslHandler(material.serverEngine()), server))
              .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .sync()
              .channel();
      client.run(clientLoop, (InetSocketAddress) listener.localAddress());
    } finally {
      shutDown(clientLoop);
      shutDown(serverLoop);
    }
  }

  private static void shutDown(EventLoopGroup loop) throws InterruptedException {
    loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
  }

  private static ChannelInitializer<Channel> withTls(
      Supplier<SslHandler> tls, Supplier<ChannelHandler> handler) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(tls.get(), handler.get());
      }
    };
  }

  /** Connects, and waits until the client has done what it has to do. */
  private void connect(
      EventLoopGroup loop, InetSocketAddress address, boolean resumed, Finishing client)
      throws Exception {
    open(loop, address, resumed, client).close().sync();
  }

  private Channel open(
      EventLoopGroup loop, InetSocketAddress address, boolean resumed, Finishing client)
      throws Exception {
    Channel channel =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(withTls(() -> new SslHandler(material.clientEngine(resumed)), () -> client))
            .connect(address)
            .sync()
            .channel();
    client.done.get();
    return channel;
  }

  /** A handler that says when it is done, or why it cannot be. */
  private abstract static class Finishing extends ChannelInboundHandlerAdapter {
    final CompletableFuture<Boolean> done = new CompletableFuture<>();

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      done.completeExceptionally(cause);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof SslHandshakeCompletionEvent completion) {
        if (completion.isSuccess()) {
          connected(context);
        } else {
          done.completeExceptionally(completion.cause());
        }
      }
    }

    void connected(ChannelHandlerContext context) {}

    static void send(ChannelHandlerContext context, int size) {
      // A failed write arrives in exceptionCaught.
      var _ = context.writeAndFlush(Unpooled.wrappedBuffer(new byte[size]), context.voidPromise());
    }
  }

  @Override
  public void roundTrips(int operations) throws Exception {
    against(Echo::new, (loop, address) -> connect(loop, address, true, new Questions(operations)));
  }

  private static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      var _ = context.writeAndFlush(message, context.voidPromise());
    }
  }

  private static final class Questions extends Finishing {
    private int rest;
    private int missing = SHORT;

    Questions(int operations) {
      rest = operations;
    }

    @Override
    void connected(ChannelHandlerContext context) {
      send(context, SHORT);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      missing -= sizeOf(message);
      if (missing > 0) {
        return;
      }
      missing = SHORT;
      rest--;
      if (rest > 0) {
        send(context, SHORT);
      } else {
        done.complete(true);
      }
    }
  }

  private static int sizeOf(Object message) {
    var bytes = (ByteBuf) message;
    int size = bytes.readableBytes();
    bytes.release();
    return size;
  }

  @Override
  public void bulk(int operations, int piece) throws Exception {
    against(
        () -> new Counting((long) operations * piece),
        (loop, address) -> connect(loop, address, true, new Pieces(operations, piece)));
  }

  private static final class Counting extends Finishing {
    private long missing;

    Counting(long bytes) {
      missing = bytes;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      missing -= sizeOf(message);
      if (missing == 0) {
        send(context, 1);
      }
    }
  }

  private static final class Pieces extends Finishing {
    private final int size;
    private int rest;

    Pieces(int operations, int size) {
      this.rest = operations;
      this.size = size;
    }

    @Override
    void connected(ChannelHandlerContext context) {
      for (int i = 0; i < AHEAD; i++) {
        sendNext(context);
      }
    }

    private void sendNext(ChannelHandlerContext context) {
      if (rest > 0) {
        rest--;
        context
            .writeAndFlush(Unpooled.wrappedBuffer(new byte[size]))
            .addListener(sent -> {
              if (sent.isSuccess()) {
                sendNext(context);
              } else {
                done.completeExceptionally(sent.cause());
              }
            });
      }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      sizeOf(message);
      done.complete(true);
    }
  }

  @Override
  public void handshakes(int operations, boolean resumed) throws Exception {
    against(
        Greeting::new,
        (loop, address) -> {
          for (int i = 0; i < operations; i++) {
            connect(loop, address, resumed, new Listening());
          }
        });
  }

  @Override
  public void idle(int connections, Runnable whileIdle) throws Exception {
    against(
        Greeting::new,
        (loop, address) -> {
          var open = new ArrayList<Channel>();
          for (int i = 0; i < connections; i++) {
            open.add(open(loop, address, true, new Listening()));
          }
          whileIdle.run();
          for (Channel channel : open) {
            channel.close().sync();
          }
        });
  }

  private static final class Greeting extends Finishing {
    @Override
    void connected(ChannelHandlerContext context) {
      send(context, 1);
    }
  }

  private static final class Listening extends Finishing {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      sizeOf(message);
      done.complete(true);
    }
  }
}
