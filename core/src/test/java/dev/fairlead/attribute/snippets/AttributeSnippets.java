package dev.fairlead.attribute.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.attribute.Attribute;
import dev.fairlead.attribute.AttributeNotFoundException;
import dev.fairlead.attribute.AttributeProvider;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AttributeSnippets {

  // @start region="attribute"
  static final Attribute<String> USER = Attribute.of("user", String.class);
  static final Attribute<Integer> ROOM = Attribute.of("room", Integer.class);

  record Session(String user) implements AttributeProvider {
    @Override
    public Map<Attribute<?>, Supplier<?>> attributes() {
      return Map.of(USER, this::user);
    }
  }

  static String describe(AttributeProvider connection) {
    try {
      return connection.attribute(USER) + " in room " + connection.attribute(ROOM);
    } catch (AttributeNotFoundException e) {
      return connection.attribute(USER, "somebody") + " is not in a room";
    }
  }

  // @end

  @Test
  void attribute() {
    assertEquals("anna is not in a room", describe(new Session("anna")));
  }
}
