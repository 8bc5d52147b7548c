/** What a matrix of ATT&CK is given. */
export interface MatrixTactic {
  /** `TA0002`. */
  readonly id: string;
  readonly name: string;
}

export interface MatrixTechnique {
  /** `T1059`, `T1059.001`; the part before the dot is its parent. */
  readonly id: string;
  readonly name: string;
  /** Ids of tactics; of a sub-technique those of its parent count. */
  readonly tactics: readonly string[];
  readonly rules: number;
  readonly hits: number;
}

/** Techniques with hits; with rules; with neither rule nor hit. */
export type MatrixFilter = 'all' | 'hits' | 'rules' | 'gaps';

export interface AttackMatrixProps {
  readonly label: string;
  readonly tactics: readonly MatrixTactic[];
  readonly techniques: readonly MatrixTechnique[];
  readonly filter: MatrixFilter;
  readonly onFilter: (filter: MatrixFilter) => void;
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
  readonly onOpen?: (technique: MatrixTechnique) => void;
}
