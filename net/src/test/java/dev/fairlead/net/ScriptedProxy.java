package dev.fairlead.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/** A proxy that expects certain bytes, answers with others, and then is what is behind it. */
final class ScriptedProxy {

  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Step(byte[] expected, byte[] answer) {}

  private final List<Step> steps = new ArrayList<>();
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  /** Both in hexadecimal. */
  ScriptedProxy binary(String expected, String answer) {
    steps.add(new Step(HEX.parseHex(expected), HEX.parseHex(answer)));
    return this;
  }

  ScriptedProxy text(String expected, String answer) {
    steps.add(new Step(expected.getBytes(ISO_8859_1), answer.getBytes(ISO_8859_1)));
    return this;
  }

  /** What came, step by step: text, or in hexadecimal. */
  List<String> seen() {
    return seen;
  }

  /** Serves one connection. What comes after the last step is sent back. */
  void serve(SocketStream stream) throws IOException {
    for (Step step : steps) {
      byte[] came = Streams.exactly(stream, step.expected.length);
      seen.add(HEX.formatHex(came));
      stream.send(step.answer);
    }
    stream.copyTo(stream);
  }

  /** What the steps expect, as {@link #seen()} has it. */
  List<String> expected() {
    return steps.stream().map(step -> HEX.formatHex(step.expected)).toList();
  }
}
