/** What a view of a raw record is given. */
export type RawRecord =
  | { readonly kind: 'json' | 'xml' | 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

export interface RawViewProps {
  readonly label: string;
  readonly record: RawRecord;
}
