package dev.fairlead.stream;

/** What came of trying to send or to receive: an answer, or a place at which to wait for it. */
sealed interface Attempt permits Answer, Exchange {}
