package dev.fairlead.benchmarks.echo;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.IntConsumer;

/**
 * Netty's usual echo server: one loop, its default allocator and its adaptive receive buffer,
 * flushed when a batch of reads ends.
 */
enum NettyEcho implements JavaEcho {
  NIO {
    @Override
    Transport transport() {
      return new Transport(NioIoHandler.newFactory(), NioServerSocketChannel.class);
    }
  },
  EPOLL {
    @Override
    Transport transport() {
      return new Transport(EpollIoHandler.newFactory(), EpollServerSocketChannel.class);
    }
  },
  IO_URING {
    @Override
    Transport transport() {
      return new Transport(IoUringIoHandler.newFactory(), IoUringServerSocketChannel.class);
    }
  };

  private static final int BACKLOG = 4096;

  record Transport(IoHandlerFactory handlers, Class<? extends ServerChannel> channel) {}

  abstract Transport transport();

  /** Netty sizes its receive buffers itself, so the size asked for is not used. */
  @Override
  public void start(int bufferSize, IntConsumer bound) throws InterruptedException {
    var transport = transport();
    var loop = new MultiThreadIoEventLoopGroup(1, transport.handlers());
    var channel =
        new ServerBootstrap()
            .group(loop)
            .channel(transport.channel())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Initializer())
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sync()
            .channel();
    bound.accept(((InetSocketAddress) channel.localAddress()).getPort());
  }

  private static final class Initializer extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      channel.pipeline().addLast(Echo.SHARED);
    }
  }

  @ChannelHandler.Sharable
  private static final class Echo extends ChannelInboundHandlerAdapter {
    static final Echo SHARED = new Echo();

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      // A failed write arrives in exceptionCaught.
      var _ = context.write(message, context.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      context.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      // Ends this connection only. A load generator that did not leave by itself reports it.
      var _ = context.close();
      if (!(cause instanceof IOException)) {
        throw new IllegalStateException("the echo handler failed", cause);
      }
    }
  }
}
