/**
 * Files, used on worker threads while tasks wait.
 *
 * <p>A call that has started is waited for, whatever is cancelled, unless an option abandons it;
 * and no call is ever interrupted, because an interrupt closes a file for everybody.
 */
package dev.fairlead.file;
