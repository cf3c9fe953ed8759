package dev.fairlead.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Has two ends of one connection in memory, with room for four bytes in each direction. */
abstract class WithMemoryPair {

  final MemoryByteStreams.Pair pair = MemoryByteStreams.pair(4);
  final ByteStream here = pair.first();
  final ByteStream there = pair.second();

  static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  static String receive(ByteStream stream) throws Exception {
    return new String(stream.receive(), US_ASCII);
  }
}
