/**
 * The bytes a scanner still needs: what arrives is appended, what is done with is dropped, and what remains is
 * addressed by one index. Room doubles, so that a record arriving in thousands of chunks is copied a few times and
 * not once a chunk; it never holds more than twice what the scanner leaves in it plus one chunk.
 */
export class ByteWindow {
  /** What is there; indexes stay valid until the next `append`, and everything before `start` is done with. */
  bytes: Buffer = Buffer.alloc(0);
  start = 0;
  /** Place in the stream of index 0 of `bytes`. */
  base = 0;
  /** Backs `bytes` once something had to be added to a chunk; a chunk itself is read in place, never written to. */
  private room: Buffer | null = null;

  /** Adds `chunk` and returns by how much every earlier index has moved down. */
  append(chunk: Uint8Array): number {
    const filled = this.bytes.length;
    if (this.room !== null && this.start < filled && this.room.length - filled >= chunk.length) {
      this.room.set(chunk, filled);
      this.bytes = this.room.subarray(0, filled + chunk.length);
      return 0;
    }
    const moved = this.start;
    const kept = filled - moved;
    if (kept === 0) {
      this.bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      this.room = null;
    } else {
      const room = Buffer.allocUnsafeSlow((kept + chunk.length) * 2);
      this.bytes.copy(room, 0, moved, filled);
      room.set(chunk, kept);
      this.room = room;
      this.bytes = room.subarray(0, kept + chunk.length);
    }
    this.base += moved;
    this.start = 0;
    return moved;
  }
}
