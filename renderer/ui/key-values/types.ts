/** What a list of fields is given. An action that is left out is not offered. */
export interface FieldValue {
  readonly name: string;
  /** A field may have several. */
  readonly values: readonly string[];
  /** Heads the group that the field stands in. */
  readonly group?: string;
}

export interface KeyValuesProps {
  /** The scope of its keys. */
  readonly name: string;
  readonly label: string;
  readonly fields: readonly FieldValue[];
  readonly onFilterIn?: (field: string, value: string) => void;
  readonly onFilterOut?: (field: string, value: string) => void;
  readonly onPivot?: (field: string, value: string) => void;
  readonly onPin?: (field: string, value: string) => void;
  /** Whether the value is one that can be pivoted on. */
  readonly canPivot?: (field: string, value: string) => boolean;
}
