/** What a menu of saved views is given. */
export interface SavedView {
  readonly id: string;
  readonly title: string;
}

export interface SavedViewsProps {
  readonly views: readonly SavedView[];
  /** The one that is shown; null where the filters are none of them. */
  readonly current: string | null;
  readonly onOpen: (id: string) => void;
  readonly onSave: (title: string) => void;
  readonly onDelete: (id: string) => void;
}
