/** Reads an archive of the packed program without the tool that made it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

interface Node {
  readonly files?: Readonly<Record<string, Node>>;
  readonly offset?: string;
  readonly size?: number;
  /** Lies beside the archive. */
  readonly unpacked?: boolean;
  readonly integrity?: { readonly algorithm: string; readonly hash: string };
}

export interface Packed {
  readonly name: string;
  readonly isUnpacked: boolean;
  readonly hasIntegrity: boolean;
  readonly bytes: Buffer;
}

/** Every file in the archive, with what lies beside it. A header says sizes and offsets as JSON, after 16 bytes of lengths. */
export function readAsar(file: string): readonly Packed[] {
  const all = readFileSync(file);
  const contentAt = 8 + all.readUInt32LE(4);
  const header = JSON.parse(all.toString('utf8', 16, 16 + all.readUInt32LE(12))) as Node;
  const found: Packed[] = [];
  const add = (node: Node, name: string): void => {
    for (const [child, below] of Object.entries(node.files ?? {})) add(below, name === '' ? child : `${name}/${child}`);
    if (node.files !== undefined) return;
    const start = contentAt + Number(node.offset ?? 0);
    const isUnpacked = node.unpacked === true;
    const bytes = isUnpacked ? readFileSync(`${file}.unpacked/${name}`) : all.subarray(start, start + (node.size ?? 0));
    found.push({ name, isUnpacked, hasIntegrity: node.integrity?.algorithm === 'SHA256', bytes });
  };
  add(header, '');
  return found;
}

/** Puts everything into a folder, as if it had never been packed. */
export function extract(packed: readonly Packed[], folder: string): void {
  for (const { name, bytes } of packed) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}
