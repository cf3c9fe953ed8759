package dev.fairlead.sync;

/**
 * A snapshot of a {@link Cache}.
 *
 * {@snippet file="StatisticsSnippets.java" region="cache"}
 *
 * @param hits how many calls got a value that was there already
 * @param misses how many calls computed a value or waited for one who did
 * @param loads how many computations succeeded
 * @param failures how many computations failed
 * @param evictions how many values had to make room for others
 * @param size how many values there are
 * @param weight what they weigh together
 * @param maxSize how much they may weigh
 * @param loading how many values are computed at the moment
 */
public record CacheStatistics(
    long hits,
    long misses,
    long loads,
    long failures,
    long evictions,
    int size,
    long weight,
    int maxSize,
    int loading) {}
