package dev.fairlead.benchmarks.kotlin

import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

/** Coroutines doing what the task benchmarks ask for, callable from Java. */
object KotlinTasks {
  @JvmStatic
  fun spawnOneByOne(operations: Int) = runBlocking {
    repeat(operations) { coroutineScope { launch {} } }
  }
}
