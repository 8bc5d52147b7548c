/** Compiles a mapping's OCSF paths once: `Field OtherField|converter`, `=literal`, `#number`. */
import type { EventMapping } from '../mapping.ts';
import { converterNamed, type Converter } from './converters.ts';

export interface CompiledPath {
  readonly path: readonly string[];
  /** Set for a literal. */
  readonly constant: string | number | undefined;
  /** Fields to look in, the first with a value counts. */
  readonly fields: readonly string[];
  /** Name of the converter, for tests and documentation. */
  readonly converter: string;
  readonly convert: Converter;
  /** The converter takes the whole tree below the field, so its parts are mapped as well. */
  readonly takesTree: boolean;
}

const compiled = new WeakMap<EventMapping, readonly CompiledPath[]>();

export function pathsOf(mapping: EventMapping): readonly CompiledPath[] {
  let paths = compiled.get(mapping);
  if (paths === undefined) {
    paths = Object.entries(mapping.ocsf).map(([path, source]) => compile(path, source));
    compiled.set(mapping, paths);
  }
  return paths;
}

function compile(path: string, source: string): CompiledPath {
  const parts = path.split('.');
  const constant = source.startsWith('=')
    ? source.slice(1)
    : source.startsWith('#')
      ? Number(source.slice(1))
      : undefined;
  const bar = source.indexOf('|');
  const converter = bar === -1 ? 'text' : source.slice(bar + 1);
  const fields = constant === undefined ? (bar === -1 ? source : source.slice(0, bar)).split(' ') : [];
  return {
    path: parts,
    constant,
    fields,
    converter,
    convert: converterNamed(converter),
    takesTree: converter === 'tree',
  };
}
