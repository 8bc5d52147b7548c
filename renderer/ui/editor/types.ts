/** What the editors are given: completions and problems come from outside, because only the engine knows the language. */
export interface Completion {
  /** What replaces the text from `from` to `to`. */
  readonly text: string;
  readonly kind: 'field' | 'value' | 'keyword' | 'time';
  /** How often the value occurs. */
  readonly count?: number;
  readonly detail?: string;
  readonly from: number;
  readonly to: number;
}

export interface QueryMistake {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

export interface QueryBarProps {
  readonly label: string;
  /** The query that is in force; another value replaces what is being typed. */
  readonly value: string;
  readonly placeholder?: string;
  readonly onSubmit: (text: string) => void;
  readonly onChange?: (text: string) => void;
  readonly complete?: (text: string, at: number, signal: AbortSignal) => Promise<readonly Completion[]>;
  readonly check?: (text: string, signal: AbortSignal) => Promise<readonly QueryMistake[]>;
  /** Earlier queries, the latest first; reached with the up arrow. */
  readonly history?: readonly string[];
  /** Esc with nothing open; the list usually takes the focus. */
  readonly onLeave?: () => void;
  readonly isFocused?: boolean;
}

/** Lines and columns count from 1, as the engine's messages do. */
export interface YamlMistake {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly isWarning?: boolean;
}

export interface YamlEditorProps {
  readonly label: string;
  readonly value: string;
  readonly onChange?: (text: string) => void;
  /** Mod+s. */
  readonly onSave?: (text: string) => void;
  readonly check?: (text: string, signal: AbortSignal) => Promise<readonly YamlMistake[]>;
  readonly isReadOnly?: boolean;
}
