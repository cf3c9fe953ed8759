package dev.fairlead.testing.internal.checks;

import dev.fairlead.stream.ByteStream;
import dev.fairlead.testing.StreamCheckOptions;

/** Two connected ends, and both directions between them. */
final class TwoWay {

  final ByteStream one;
  final ByteStream other;
  final Way there;
  final Way back;

  TwoWay(ByteStream one, ByteStream other, StreamCheckOptions options) {
    this.one = one;
    this.other = other;
    this.there = new Way(one, other, options);
    this.back = new Way(other, one, options);
  }
}
