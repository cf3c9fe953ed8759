/**
 * Files, paths and temporary files, used on worker threads while tasks wait.
 *
 * <p>{@link dev.fairlead.file.AsyncPath} is a path and what one does with what is there: looking,
 * listing, copying, whole contents. {@link dev.fairlead.file.AsyncFile} is an open file, {@link
 * dev.fairlead.file.FileReadStream} and {@link dev.fairlead.file.FileWriteStream} are files as byte
 * streams. {@link dev.fairlead.file.TemporaryFile}, {@link dev.fairlead.file.SpooledTemporaryFile}
 * and {@link dev.fairlead.file.TemporaryDirectory} are gone when they are closed.
 *
 * <p>A call that has started is waited for, whatever is cancelled, unless an option abandons it;
 * and no call is ever interrupted, because an interrupt closes a file for everybody.
 */
package dev.fairlead.file;
