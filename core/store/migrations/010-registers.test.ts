/** A workspace of schema 7, after the migration: the same mentions, in the registers that would be written today. */
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/vedette.ts';
import { mentionsIn, writeWorkspaceV7 } from '../../../test/workspaces.ts';
import { openForWriting } from '../database.ts';
import { renewRegister } from '../registers.ts';
import { verifyWorkspace } from '../verify.ts';

test('every mention is found as before', () => {
  const folder = temporaryFolder();
  const [file, before] = [path.join(folder, 'v7.vedette'), path.join(folder, 'before.vedette')];
  for (const copy of [file, before]) writeWorkspaceV7(copy);
  const old = new Database(before, { readonly: true });
  const { db, close } = openForWriting(file);
  try {
    const mentions = old.prepare(
      'SELECT entity_id, event_id, role FROM event_entity ORDER BY entity_id, role, event_id',
    );
    expect(mentionsIn(db)).toEqual(mentions.raw().all());
    const pages = db.prepare('SELECT * FROM register_page ORDER BY id');
    const migrated = pages.all() as { readonly id: number }[];
    // The events lie in the chapters 0, 1 and 4, of which the last is open.
    expect(new Set(migrated.map(({ id }) => Math.floor(id / 2 ** 32)))).toEqual(new Set([0, 1]));
    for (const chapter of [0, 1]) renewRegister(db, chapter);
    expect(pages.all()).toEqual(migrated);
    expect(verifyWorkspace(db, false)).toMatchObject({ problems: [], isSound: true });
  } finally {
    close();
    old.close();
  }
});
