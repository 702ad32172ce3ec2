/**
 * Models at work: a store of versions and named slots on disk; models exchanged while threads
 * extract, tried out on a share of the calls, and compared with the one before.
 *
 * <p>A {@link io.nerine.deploy.ModelStore} is a directory that several processes share:
 *
 * <pre>
 * models
 *   store.json            the state: versions, slots, history
 *   store.previous.json   the state before the last change
 *   store.lock            locked while a process changes the store; names that process
 *   incoming              what is being copied in or thrown away
 *   models/tickets/1      the bundle of version tickets:1, as a directory
 *   models/tickets/2      ...
 * </pre>
 *
 * <p><strong>What the store rests on.</strong> The directory of a version is put in place complete
 * by one rename and never changed after. The state is one small file, replaced by one rename; it
 * carries a format version, a revision that counts up and a checksum over itself. So whatever
 * happens at whatever moment, the state is that before or that after a change. All is forced to the
 * disk before the call that changes it returns: first the version, then the state.
 *
 * <p><strong>Writers.</strong> One at a time among all processes, by a lock on {@code store.lock}
 * that the system releases when a process dies. Each change reads the state anew under the lock.
 * Bundles are copied and gates are run outside the lock. What a writer that died has left is
 * removed by the next.
 *
 * <p><strong>Readers</strong> take no lock and write nothing, so a read-only file system does.
 * Where {@code store.json} is damaged, all read {@code store.previous.json}, and the next writer
 * puts the store in order.
 *
 * <p>A {@link io.nerine.deploy.Deployment} is an {@link io.nerine.extract.Extractor} that follows a
 * slot, and a {@link io.nerine.deploy.SwitchableExtractor} one whose model the application
 * exchanges by itself. In both a call takes a lease of the current model, without a lock; the next
 * model answers from the moment it is put in, and the one before is closed when its last lease has
 * ended.
 *
 * <p><strong>Traps.</strong> A deployment follows changes that are made through its own {@link
 * io.nerine.deploy.ModelStore} object; for those of other processes, and of other objects on the
 * same directory, it must be told to watch. While models are exchanged both are in memory. File
 * locks on network file systems are as good as these make them. Names of models and slots are
 * compared as they are written, but two models may not differ in upper and lower case alone. A
 * number is never given twice, even if its version was removed.
 */
@NullMarked
package io.nerine.deploy;

import org.jspecify.annotations.NullMarked;
