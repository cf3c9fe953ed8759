package dev.fairlead.sync;

import dev.fairlead.TaskInfo;
import java.time.Duration;

/**
 * A task that waits, as statistics show it.
 *
 * {@snippet file="StatisticsSnippets.java" region="lock"}
 *
 * @param task who waits
 * @param waited for how long so far
 */
public record Waiting(TaskInfo task, Duration waited) {}
