/**
 * A layer for the ATT&CK Navigator, which shows it offline too: layer format 4.5
 * (github.com/mitre-attack/attack-navigator, layers/spec/v4.5/layerformat.md).
 */
import type { Counted, Counts, Coverage } from './coverage.ts';

export interface LayerOptions {
  readonly name: string;
  /** What colours a technique. */
  readonly score: Counted;
}

export interface NavigatorLayer {
  /** Of a JSON file. */
  readonly text: string;
  readonly techniques: number;
}

/** The oldest one that reads the format. */
const NAVIGATOR = '4.9.0';
/** From nothing to much; blue, because red and green are read as bad and good. */
const COLOURS = ['#ffffff', '#6baed6', '#08519c'];
const SORT_BY_SCORE_DESCENDING = 3;

const WORDS: Readonly<Record<Counted, string>> = {
  rules: 'rules',
  enabledRules: 'rules switched on',
  rulesWithData: 'rules whose logsource is here',
  findings: 'findings',
  alerts: 'alerts',
  incidents: 'incidents',
};

/** Techniques that are named themselves; those that are only parents of named ones are left to the Navigator. */
export function navigatorLayer(coverage: Coverage, { name, score }: LayerOptions): NavigatorLayer {
  const { version, notice } = coverage;
  const named = coverage.techniques.filter(({ own }) => Object.values(own).some((count) => count > 0));
  const withParts = new Set(named.flatMap(({ parentId }) => parentId ?? []));
  const layer = {
    name,
    versions: { attack: version, navigator: NAVIGATOR, layer: '4.5' },
    domain: 'enterprise-attack',
    description: `By Vedette; scored by ${WORDS[score]}. ${notice}`,
    sorting: SORT_BY_SCORE_DESCENDING,
    layout: { layout: 'side', showName: true, showID: true, expandedSubtechniques: 'annotated' },
    hideDisabled: false,
    techniques: named.map(({ id, own }) => ({
      techniqueID: id,
      score: own[score],
      comment: countsText(own),
      enabled: true,
      showSubtechniques: withParts.has(id),
    })),
    gradient: { colors: COLOURS, minValue: 0, maxValue: Math.max(1, ...named.map(({ own }) => own[score])) },
    selectSubtechniquesWithParent: false,
  };
  return { text: `${JSON.stringify(layer, null, 2)}\n`, techniques: named.length };
}

function countsText(counts: Counts): string {
  return (Object.keys(WORDS) as Counted[]).map((counted) => `${WORDS[counted]}: ${counts[counted]}`).join('; ');
}
