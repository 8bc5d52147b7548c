/** Coverage as the matrix of ATT&CK: rules that are enabled against what was found. */
import { useMemo, type ReactNode } from 'react';
import { goScreen, setParams, usePlace } from '../../app/router.ts';
import { AttackMatrix } from '../../ui/matrix/matrix.tsx';
import type { MatrixFilter } from '../../ui/matrix/types.ts';
import type { Coverage, TechniqueRow } from './attack-words.ts';
import classes from './attack.module.css';

const FILTERS: readonly MatrixFilter[] = ['all', 'hits', 'rules', 'gaps'];

interface CoverageMatrixProps {
  readonly coverage: Coverage;
  readonly rows: readonly TechniqueRow[];
}

export function CoverageMatrix({ coverage, rows }: CoverageMatrixProps): ReactNode {
  const { params } = usePlace();
  const filter = FILTERS.find((one) => one === params['show']) ?? 'all';
  const techniques = useMemo(() => {
    const idOf = new Map(coverage.tactics.map(({ id, name }) => [name, id]));
    return rows
      .filter(({ isListed }) => isListed)
      .map(({ id, name, tactics, own }) => ({
        id,
        name,
        tactics: tactics.flatMap((tactic) => idOf.get(tactic) ?? []),
        // The matrix adds up what is folded.
        rules: own.enabledRules,
        hits: own.findings,
      }));
  }, [coverage, rows]);
  return (
    <>
      <AttackMatrix
        label="Matrix of ATT&CK"
        tactics={coverage.tactics}
        techniques={techniques}
        filter={filter}
        onFilter={(next) => setParams({ show: next === 'all' ? '' : next })}
        selected={params['id'] ?? null}
        onSelect={(id) => setParams({ id }, true)}
        onOpen={({ id }) => goScreen('detections', { technique: id })}
      />
      <p className={classes['foot']} title={coverage.notice}>
        {coverage.notice}
      </p>
    </>
  );
}
