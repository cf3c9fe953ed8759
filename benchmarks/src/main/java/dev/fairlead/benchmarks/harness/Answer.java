package dev.fairlead.benchmarks.harness;

import java.util.HashMap;
import java.util.Map;

/** The numbers of one line of {@code key=value} pairs, as child processes print them. */
public final class Answer {
  private final String line;
  private final Map<String, Double> values;

  private Answer(String line, Map<String, Double> values) {
    this.line = line;
    this.values = values;
  }

  /** Reads the pairs whose value is a number; what else is in the line is left out. */
  static Answer parse(String line) {
    var values = new HashMap<String, Double>();
    for (var word : line.split(" ", -1)) {
      int equals = word.indexOf('=');
      var value = word.substring(equals + 1);
      if (equals > 0 && value.matches("-?[0-9.]+([eE]-?[0-9]+)?")) {
        values.put(word.substring(0, equals), Double.valueOf(value));
      }
    }
    return new Answer(line, values);
  }

  /** The number of that name, which must be there. */
  public double number(String name) {
    var value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("expected a number \"" + name + "\" in: " + line);
    }
    return value;
  }
}
