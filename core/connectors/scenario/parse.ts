/**
 * Scenario text to a checked scenario. Everything a presenter can get wrong is reported with file, line and path of
 * keys, all at once, as `E_SCENARIO_INVALID`; a scenario that parses also renders.
 */
import { LineCounter, parseDocument, isNode, type Document } from 'yaml';
import { VedetteError } from '../../kernel/errors.ts';
import { checkReferences } from './references.ts';
import { SCENARIO, type Scenario } from './schema.ts';

/** A fault and the keys that lead to it. */
export interface Fault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const SHOWN_FAULTS = 10;
/** Nobody writes a story this long by hand. */
const MAX_CHARACTERS = 1_000_000;

/**
 * @param filePath as the person knows it; only shown.
 * @throws VedetteError E_SCENARIO_INVALID with one line for each fault.
 */
export function parseScenario(yamlText: string, filePath: string): Scenario {
  if (yamlText.length > MAX_CHARACTERS) throw invalid(filePath, [`longer than ${MAX_CHARACTERS} characters`]);
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter: lines, prettyErrors: false });
  const syntax = document.errors[0];
  if (syntax !== undefined) {
    throw invalid(filePath, [`line ${lines.linePos(syntax.pos[0]).line}: ${syntax.message}`]);
  }
  const parsed = SCENARIO.safeParse(valueOf(document, filePath));
  const faults: readonly Fault[] = parsed.success
    ? checkReferences(parsed.data)
    : parsed.error.issues.map((issue) => ({
        path: issue.path.filter((part) => typeof part !== 'symbol'),
        message: issue.message,
      }));
  if (faults.length > 0) {
    throw invalid(
      filePath,
      faults.map(({ path, message }) => `line ${lineOf(document, lines, path)}, ${path.join('.')}: ${message}`),
    );
  }
  return parsed.data!;
}

/** Aliases are expanded here; a document that multiplies itself through them is refused by the parser's own limit. */
function valueOf(document: Document, filePath: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 1_000 });
  } catch (thrown) {
    throw new VedetteError('E_SCENARIO_INVALID', `${filePath}: ${String(thrown)}`, { cause: thrown });
  }
}

/** The line of the deepest node on the path that exists; a missing key is shown where it should stand. */
function lineOf(document: Document, lines: LineCounter, path: readonly (string | number)[]): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const node: unknown = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function invalid(filePath: string, faults: readonly string[]): VedetteError {
  const shown = faults.slice(0, SHOWN_FAULTS);
  if (faults.length > shown.length) shown.push(`and ${faults.length - shown.length} more`);
  return new VedetteError('E_SCENARIO_INVALID', `${filePath}: ${shown.join('; ')}`);
}
