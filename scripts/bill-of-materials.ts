/**
 * What the program is made of, as CycloneDX, from the lockfile. `npm sbom` would do, but leaves out what a tool of ours uses
 * as well as the program (zod and yaml at the time of writing); a bill with gaps is worse than none.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { PROJECT_ROOT } from './steps.ts';

/** Shipped, though npm takes it for a tool. */
const SHIPPED_TOOLS: ReadonlySet<string> = new Set(['electron']);
const INSIDE = 'node_modules/';

const lockSchema = z.object({
  name: z.string(),
  version: z.string(),
  packages: z.record(
    z.string(),
    z.object({
      /** There where it is installed under another name. */
      name: z.string().optional(),
      version: z.string().optional(),
      integrity: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().default(false),
      optional: z.boolean().default(false),
    }),
  ),
});

/** The bill as JSON; the same for the same lockfile. */
export function billOfMaterials(): string {
  const lock = lockSchema.parse(JSON.parse(readFileSync(path.join(PROJECT_ROOT, 'package-lock.json'), 'utf8')));
  const components = Object.entries(lock.packages).flatMap(([place, found]) => {
    const name = found.name ?? place.slice(place.lastIndexOf(INSIDE) + INSIDE.length);
    const isShipped = SHIPPED_TOOLS.has(name) || (!found.dev && !found.optional);
    if (place === '' || found.version === undefined || !isShipped) return [];
    return [componentOf(name, found.version, found.license, found.integrity)];
  });
  const bill = {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: { type: 'application', name: lock.name, version: lock.version } },
    components: components.toSorted((a, b) => (a.purl < b.purl ? -1 : 1)),
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}

interface Component {
  readonly type: 'library';
  readonly name: string;
  readonly version: string;
  readonly purl: string;
}

function componentOf(name: string, version: string, license?: string, integrity?: string): Component {
  const [algorithm, digest] = integrity?.split('-') ?? [];
  const hashes =
    algorithm === 'sha512' && digest !== undefined
      ? { hashes: [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }] }
      : {};
  return {
    type: 'library',
    name,
    version,
    purl: `pkg:npm/${name.replace(/^@/, '%40')}@${version}`,
    ...(license === undefined ? {} : { licenses: [{ expression: license }] }),
    ...hashes,
  };
}
