package dev.fairlead.stream;

import java.io.IOException;
import java.util.function.UnaryOperator;

/**
 * A place to connect to that gives text streams.
 *
 * {@snippet file="ConnectableSnippets.java" region="text"}
 *
 * @param target what is connected to
 * @param options the encoding
 */
public record TextConnectable(
    Connectable<? extends ByteStream> target, UnaryOperator<TextOptions> options)
    implements Connectable<TextStream> {

  /** Checks that text can be sent, so that connecting cannot fail for that. */
  public TextConnectable {
    TextSettings.ensureEncodable(options.apply(TextOptions.defaults()));
  }

  /** Gives text in UTF-8. */
  public TextConnectable(Connectable<? extends ByteStream> target) {
    this(target, UnaryOperator.identity());
  }

  @Override
  public TextStream connect() throws IOException {
    return new TextStream(target.connect(), options);
  }
}
