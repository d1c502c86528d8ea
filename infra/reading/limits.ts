/** What one file may take of the machine, whatever is in it. */

/** Bytes of the reading process; with the process that waits for it 512 MB are not exceeded. */
export const memoryMost = 400 * 1024 * 1024;
/** Megabytes of its heap: less than the whole, so that JavaScript ends by itself first. */
export const heapMost = 256;
/** Milliseconds from when the file is handed over to its status. */
export const timeMost = 19_000;
