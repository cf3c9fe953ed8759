/**
 * Subprocesses, worker processes and signals.
 *
 * <p>{@link dev.fairlead.process.Signals} hands over the signals that this process receives.
 */
package dev.fairlead.process;
