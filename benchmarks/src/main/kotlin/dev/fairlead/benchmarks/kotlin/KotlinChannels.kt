package dev.fairlead.benchmarks.kotlin

import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.selects.select
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock

/** Kotlin's channels and mutex doing what the channel benchmarks ask for, callable from Java. */
object KotlinChannels {
  private const val ITEM = "an item"
  private const val CHAIN_LENGTH = 10_000
  private const val CROWD = 100
  private const val SMALL_CAPACITY = 16
  private const val RIVALS = 8
  private val ONE_THREAD = EmptyCoroutineContext

  @JvmStatic fun rendezvousOnOneThread(operations: Int) = pair(operations, 0, ONE_THREAD)

  @JvmStatic fun rendezvousOnDefault(operations: Int) = pair(operations, 0, Dispatchers.Default)

  @JvmStatic fun bufferedOnOneThread(operations: Int) = pair(operations, 100, ONE_THREAD)

  @JvmStatic fun bufferedOnDefault(operations: Int) = pair(operations, 100, Dispatchers.Default)

  private fun pair(items: Int, capacity: Int, context: CoroutineContext) =
    runBlocking(context) {
      val channel = Channel<Any>(capacity)
      launch { repeat(items) { channel.send(ITEM) } }
      repeat(items) { channel.receive() }
    }

  @JvmStatic fun chainOnOneThread(operations: Int) = chain(operations, ONE_THREAD)

  @JvmStatic fun chainOnDefault(operations: Int) = chain(operations, Dispatchers.Default)

  private fun chain(operations: Int, context: CoroutineContext) =
    runBlocking(context) {
      val items = maxOf(1, operations / CHAIN_LENGTH)
      val first = Channel<Any>(SMALL_CAPACITY)
      var last = first
      repeat(CHAIN_LENGTH - 1) {
        val from = last
        val to = Channel<Any>(SMALL_CAPACITY)
        launch { repeat(items) { to.send(from.receive()) } }
        last = to
      }
      launch { repeat(items) { first.send(ITEM) } }
      repeat(items) { last.receive() }
    }

  @JvmStatic fun manyToManyOnOneThread(operations: Int) = manyToMany(operations, ONE_THREAD)

  @JvmStatic fun manyToManyOnDefault(operations: Int) = manyToMany(operations, Dispatchers.Default)

  private fun manyToMany(operations: Int, context: CoroutineContext) =
    runBlocking(context) {
      val each = maxOf(1, operations / CROWD)
      val channel = Channel<Any>(SMALL_CAPACITY)
      coroutineScope {
        repeat(CROWD) {
          launch { repeat(each) { channel.send(ITEM) } }
          launch { repeat(each) { channel.receive() } }
        }
      }
    }

  @JvmStatic fun selectOnOneThread(operations: Int) = selectOfTwo(operations, ONE_THREAD)

  @JvmStatic fun selectOnDefault(operations: Int) = selectOfTwo(operations, Dispatchers.Default)

  private fun selectOfTwo(operations: Int, context: CoroutineContext) =
    runBlocking(context) {
      val half = maxOf(1, operations / 2)
      val one = Channel<Any>()
      val other = Channel<Any>()
      launch { repeat(half) { one.send(ITEM) } }
      launch { repeat(half) { other.send(ITEM) } }
      repeat(2 * half) {
        select<Any> {
          one.onReceive { it }
          other.onReceive { it }
        }
      }
    }

  @JvmStatic fun lockUncontended(operations: Int) = lock(1, operations, ONE_THREAD)

  @JvmStatic fun lockContendedOnOneThread(operations: Int) = contended(operations, ONE_THREAD)

  @JvmStatic fun lockContendedOnDefault(operations: Int) = contended(operations, Dispatchers.Default)

  private fun contended(operations: Int, context: CoroutineContext) =
    lock(RIVALS, maxOf(1, operations / RIVALS), context)

  private fun lock(rivals: Int, each: Int, context: CoroutineContext) =
    runBlocking(context) {
      val mutex = Mutex()
      var count = 0
      coroutineScope {
        repeat(rivals) { launch { repeat(each) { mutex.withLock { count++ } } } }
      }
      check(count == rivals * each) { "the lock let two in" }
    }
}
