package dev.fairlead.attribute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AttributeTest {

  private static final Attribute<String> NAME = Attribute.of("name", String.class);
  private static final Attribute<Integer> PORT = Attribute.of("port", Integer.class);
  private static final Attribute<String> BAD = Attribute.of("bad", String.class);

  private final AtomicInteger asked = new AtomicInteger();
  private final RuntimeException failure = new IllegalStateException("closed");

  private final AttributeProvider inner =
      new Offering(
          Map.<Attribute<?>, Supplier<?>>of(
              NAME, () -> "inner", PORT, (Supplier<Integer>) asked::incrementAndGet));

  private final AttributeProvider outer = wrap(inner);

  private record Offering(Map<Attribute<?>, Supplier<?>> attributes) implements AttributeProvider {}

  private AttributeProvider wrap(AttributeProvider wrapped) {
    var all = new HashMap<Attribute<?>, Supplier<?>>(wrapped.attributes());
    all.put(NAME, () -> "outer");
    all.put(BAD, this::fail);
    return new Offering(all);
  }

  private Object fail() {
    throw failure;
  }

  @Test
  void aWrapperOffersWhatItWrapsAndItsOwnBefore() {
    assertEquals("outer", outer.attribute(NAME));
    assertEquals(1, outer.attribute(PORT));
  }

  @Test
  void aPrimitiveTypeMeansThatOfItsObjects() {
    Attribute<Integer> count = Attribute.of("count", int.class);
    var provider = new Offering(Map.<Attribute<?>, Supplier<?>>of(count, () -> 3));

    assertEquals(3, provider.attribute(count));
    assertSame(Integer.class, count.type());
  }

  @Test
  void aValueIsComputedForEachQuestion() {
    assertEquals(1, inner.attribute(PORT));
    assertEquals(2, inner.attribute(PORT));
  }

  @Test
  void aMissingOneIsAnErrorThatNamesWhatThereIs() {
    var e = assertThrows(AttributeNotFoundException.class, () -> inner.attribute(BAD));

    assertTrue(e.getMessage().contains("bad"), e.getMessage());
    assertTrue(e.getMessage().contains("port"), e.getMessage());
  }

  @Test
  void aMissingOneCanHaveADefault() {
    assertEquals("none", inner.attribute(BAD, "none"));
    assertEquals("inner", inner.attribute(NAME, "none"));
    assertEquals(Optional.empty(), inner.findAttribute(BAD));
  }

  @Test
  void whatTheGetterThrowsIsThrown() {
    assertSame(
        failure, assertThrows(IllegalStateException.class, () -> outer.attribute(BAD, "none")));
  }

  @Test
  void attributesOfTheSameNameAreDifferent() {
    assertNotEquals(NAME, Attribute.of("name", String.class));
    assertEquals(String.class, NAME.type());
  }

  @Test
  void allOfThemCanBeListedForDebugging() {
    assertEquals(
        "bad = (java.lang.IllegalStateException: closed)\nname = outer\nport = 1",
        outer.dumpAttributes());
  }
}
