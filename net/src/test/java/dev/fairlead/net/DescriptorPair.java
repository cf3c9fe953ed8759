package dev.fairlead.net;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Both ends of a connection that carries descriptors. */
record DescriptorPair(UnixSocketStream here, UnixSocketStream there) implements AutoCloseable {

  /** Connects through a listener in a directory. */
  static DescriptorPair in(Path directory) throws IOException {
    var address = UnixAddress.of(directory.resolve("pair"));
    try (var listener = Net.createUnixListener(address, o -> o.withDescriptors())) {
      UnixSocketStream here = Net.connectUnix(address, o -> o.withDescriptors());
      return new DescriptorPair(here, listener.accept());
    }
  }

  /** The descriptor of a new file in a directory. */
  static Descriptor file(Path directory, String content) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), content);
    try (var in = new FileInputStream(file.toFile())) {
      return Descriptor.of(in.getFD());
    }
  }

  /** Sends a descriptor through a pair of sockets; what comes out is another one. */
  static Descriptor passed(Descriptor descriptor) throws IOException {
    try (descriptor;
        var pair = Net.createUnixSocketPair(o -> o.withDescriptors())) {
      pair.first().sendFds(new byte[1], List.of(descriptor));
      return pair.second().receiveFds(1, 1).descriptors().getFirst();
    }
  }

  @Override
  public void close() throws IOException {
    here.close();
    there.close();
  }
}
