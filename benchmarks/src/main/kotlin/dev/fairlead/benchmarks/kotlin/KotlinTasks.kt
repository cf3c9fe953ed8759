package dev.fairlead.benchmarks.kotlin

import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout

/**
 * Kotlin's coroutines doing what the task benchmarks ask for, callable from Java: on one thread, which
 * is what a loop's thread is for Fairlead, or on the default dispatcher.
 */
object KotlinTasks {
  private const val CROWD = 1_000
  private const val LONG = 600_000L

  @JvmStatic fun groupOfOneOnOneThread(operations: Int) = groupOfOne(operations, ONE_THREAD)

  @JvmStatic fun groupOfOneOnDefault(operations: Int) = groupOfOne(operations, Dispatchers.Default)

  private fun groupOfOne(operations: Int, context: CoroutineContext) =
    runBlocking(context) { repeat(operations) { coroutineScope { launch {} } } }

  @JvmStatic fun spawnAndJoinOnOneThread(operations: Int) = spawnAndJoin(operations, ONE_THREAD)

  @JvmStatic
  fun spawnAndJoinOnDefault(operations: Int) = spawnAndJoin(operations, Dispatchers.Default)

  private fun spawnAndJoin(operations: Int, context: CoroutineContext) =
    runBlocking(context) { repeat(operations) { launch {}.join() } }

  @JvmStatic fun groupOfThousandOnOneThread(operations: Int) = groupsOfThousand(operations, ONE_THREAD)

  @JvmStatic
  fun groupOfThousandOnDefault(operations: Int) = groupsOfThousand(operations, Dispatchers.Default)

  private fun groupsOfThousand(operations: Int, context: CoroutineContext) =
    runBlocking(context) {
      repeat((operations + CROWD - 1) / CROWD) { coroutineScope { repeat(CROWD) { launch {} } } }
    }

  @JvmStatic
  fun ensureActive(operations: Int) = runBlocking {
    repeat(operations) { coroutineContext.ensureActive() }
  }

  @JvmStatic
  fun timeoutAroundNothing(operations: Int) = runBlocking {
    repeat(operations) { withTimeout(LONG) {} }
  }

  /** Returns the nanoseconds from the cancellation to the end of the last one. */
  @JvmStatic
  fun cancelCrowd(count: Int): Long {
    var start = 0L
    runBlocking(Dispatchers.Default) {
      val crowd = launch {
        // Undispatched: each has reached its delay when launch returns.
        repeat(count) { launch(start = CoroutineStart.UNDISPATCHED) { delay(LONG) } }
        start = System.nanoTime()
        coroutineContext[kotlinx.coroutines.Job]!!.cancel()
      }
      crowd.join()
    }
    return System.nanoTime() - start
  }

  private val ONE_THREAD = EmptyCoroutineContext
}
