package dev.fairlead.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.fairlead.Fairlead;
import org.junit.jupiter.api.Test;

/** Senders and receivers in one list. */
class ExchangesTest {

  private final Exchanges waits = new Exchanges();

  private static Exchange sender() {
    return new Exchange("handle", "item", null);
  }

  private static Exchange receiver() {
    return new Exchange("handle", null, null);
  }

  private Exchange enlisted(Exchange exchange) {
    waits.enlist(exchange);
    return exchange;
  }

  @Test
  void theFirstOfAKindIsTheOneThatCameFirst() {
    Fairlead.run(() -> {
      assertNull(waits.first(true));
      Exchange first = enlisted(receiver());
      Exchange second = enlisted(receiver());

      assertSame(first, waits.first(false));
      assertNull(waits.first(true));
      waits.remove(first);
      assertSame(second, waits.first(false));
    });
  }

  /** As of a selection that would do either, and several times. */
  @Test
  void eachKindIsFoundBehindTheOther() {
    Fairlead.run(() -> {
      Exchange first = enlisted(receiver());
      Exchange second = enlisted(receiver());
      Exchange third = enlisted(sender());
      Exchange fourth = enlisted(receiver());

      assertSame(first, waits.first(false));
      assertSame(third, waits.first(true));
      waits.remove(first);
      waits.remove(second);
      assertSame(fourth, waits.first(false));
      waits.remove(third);
      assertNull(waits.first(true));
    });
  }

  @Test
  void afterOneKindTheOtherMayCome() {
    Fairlead.run(() -> {
      Exchange receiver = enlisted(receiver());
      Exchange sender = enlisted(sender());
      waits.remove(receiver);
      waits.remove(sender);

      Exchange next = enlisted(sender());
      assertSame(next, waits.first(true));
      assertNull(waits.first(false));
      assertEquals(1, waits.size());
    });
  }
}
