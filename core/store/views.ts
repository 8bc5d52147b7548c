/** Saved views: what a list showed, under a name. Only the latest is kept; what it was stands in the audit log. */
import type { TimeUs } from '../kernel/time.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import { statement } from './statements.ts';
import type { SubjectName } from './subject.ts';

export interface View {
  readonly subject: SubjectName;
  readonly name: string;
  readonly query: string;
  readonly columns: readonly string[];
  /** Null for the order a list has by itself. */
  readonly sort: { readonly by: string; readonly direction: 'ascending' | 'descending' } | null;
}

export interface SavedView extends View {
  readonly actor: string;
  readonly savedUs: TimeUs;
}

type RawView = Omit<SavedView, 'columns' | 'sort'> & { readonly columns: string; readonly sort: string | null };

const SELECT = 'SELECT subject, name, query, columns, sort, actor, saved_us AS savedUs FROM saved_view';

/** By subject and name; `subject` null means all. */
export function listViews(db: ReadableDb, subject: SubjectName | null): SavedView[] {
  const sql = `${SELECT} WHERE @subject IS NULL OR subject = @subject ORDER BY subject, name`;
  return (statement(db, sql).all({ subject }) as RawView[]).map(viewOf);
}

export function findView(db: ReadableDb, subject: SubjectName, name: string): SavedView | null {
  const row = statement(db, `${SELECT} WHERE subject = ? AND name = ?`).get(subject, name) as RawView | undefined;
  return row === undefined ? null : viewOf(row);
}

/** In place of the view of that subject and name. */
export function putView(db: WritableDb, { columns, sort, ...view }: SavedView): void {
  statement(
    db,
    `INSERT OR REPLACE INTO saved_view (subject, name, query, columns, sort, actor, saved_us)
     VALUES (@subject, @name, @query, @columns, @sort, @actor, @savedUs)`,
  ).run({
    ...view,
    name: view.name.toWellFormed(),
    query: view.query.toWellFormed(),
    actor: view.actor.toWellFormed(),
    columns: JSON.stringify(columns),
    sort: sort === null ? null : JSON.stringify(sort),
  });
}

export function removeView(db: WritableDb, subject: SubjectName, name: string): void {
  statement(db, 'DELETE FROM saved_view WHERE subject = ? AND name = ?').run(subject, name);
}

function viewOf({ columns, sort, ...row }: RawView): SavedView {
  return {
    ...row,
    columns: JSON.parse(columns) as string[],
    sort: sort === null ? null : (JSON.parse(sort) as View['sort']),
  };
}
