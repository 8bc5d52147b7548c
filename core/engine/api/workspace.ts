/** Handlers of the workspace file itself. */
import { statSync } from 'node:fs';
import path from 'node:path';
import type { workspaceContract } from '../../contract/workspace.ts';
import { EMPTY_CHAIN } from '../../evidence/chain.ts';
import { VedetteError } from '../../kernel/errors.ts';
import type { TimeUs } from '../../kernel/time.ts';
import type { JsonValue } from '../../model/json.ts';
import { backUp } from '../../store/backup.ts';
import { headOf } from '../../store/chain-head.ts';
import { CIPHER_NAME, createKey, type WorkspaceKey } from '../../store/cipher.ts';
import { keyOf } from '../../store/keyring.ts';
import { neighboursOf } from '../../store/neighbours.ts';
import { EVERYTHING } from '../../query/compile.ts';
import { eventExtent } from '../../store/event-count.ts';
import { countsOf } from '../../store/overview.ts';
import { isPending } from '../../store/pending.ts';
import { restoreWorkspace } from '../../store/restore.ts';
import { rewriteWorkspace } from '../../store/rewrite.ts';
import { fileFigures } from '../../store/file-figures.ts';
import { finishImport } from '../import.ts';
import { recorded } from '../recorded.ts';
import { createRuleEngine } from '../rule-engine.ts';
import { rulesInUse } from '../rules-in-use.ts';
import { applyRetention, previewRetention } from '../retention.ts';
import type { HandlersOf, JobContext } from './handler.ts';

export const workspaceHandlers: HandlersOf<typeof workspaceContract> = {
  'workspace.describe': (_input, { workspace }) => {
    const db = workspace.reader();
    const head = headOf(db, 'audit') ?? EMPTY_CHAIN;
    return {
      file: workspace.file,
      ...fileFigures(db),
      encryption: keyOf(workspace.file) === null ? null : CIPHER_NAME,
      ...countsOf(db),
      auditRows: head.count,
      auditHead: head.hash,
      neighbours: neighboursOf(workspace.file).map(({ file, sizeBytes }) => ({ file, sizeBytes })),
    };
  },

  'workspace.catchUp': async (_input, { workspace, metrics, onFusion }) => {
    const db = workspace.writer();
    const { enabled } = await rulesInUse(workspace);
    finishImport(db, { engine: createRuleEngine(enabled), metrics, onFusion });
    return { incidents: countsOf(db).incidents };
  },

  'workspace.countAll': (_input, { workspace }) => {
    const db = workspace.reader();
    const extent = eventExtent(db, EVERYTHING);
    return {
      ...countsOf(db),
      firstEventUs: extent?.firstUs ?? null,
      lastEventUs: extent?.lastUs ?? null,
      isFusionPending: isPending(db, 'fusion_pending'),
    };
  },

  'workspace.encrypt': async ({ passphrase }, context) => {
    if (keyOf(context.workspace.file) !== null)
      throw alreadyIs(context, 'encrypted; `vedette workspace rekey` changes its passphrase');
    return rewrite(context, 'workspace.encrypt', createKey(passphrase));
  },

  'workspace.decrypt': async (_input, context) => {
    if (keyOf(context.workspace.file) === null) throw alreadyIs(context, 'in plain text');
    return rewrite(context, 'workspace.decrypt', null);
  },

  'workspace.rekey': async ({ passphrase }, context) => {
    if (keyOf(context.workspace.file) === null)
      throw alreadyIs(context, 'in plain text; `vedette workspace encrypt` encrypts it');
    return rewrite(context, 'workspace.rekey', createKey(passphrase));
  },

  'workspace.compact': async (_input, context) => rewrite(context, 'workspace.compact', keyOf(context.workspace.file)),

  'workspace.previewRetention': ({ limit }, context) => previewRetention(context.workspace.reader(), limit, context),

  'workspace.applyRetention': ({ limit, shownCutoffUs }, context) =>
    applyRetention(context.workspace.writer(), limit, (shownCutoffUs as TimeUs | undefined) ?? null, context),

  'workspace.backUp': async ({ to }, context) => {
    const { workspace, clock, signal, onStep } = context;
    const db = workspace.reader();
    const manifest = await backUp(db, workspace.file, to, {
      createdUs: clock.nowUs(),
      signal,
      onCopied: copyProgress(context, to, fileFigures(db).sizeBytes),
      onStep,
    });
    return { file: to, manifest };
  },

  'workspace.restore': async ({ from }, { workspace, clock, onStep }) => {
    const { file } = workspace;
    return await workspace.closed(() =>
      restoreWorkspace(from, file, {
        record: (copy, { sha256, createdUs, audit }, replaced) =>
          recorded(copy, clock, 'workspace.restore', () => {
            const before = replaced === null ? null : { audit: { ...replaced } };
            const after = { backup: path.resolve(from), sha256, createdUs, audit };
            return { result: undefined, change: { subject: path.resolve(file), before, after } };
          }),
        onStep,
      }),
    );
  },
};

function alreadyIs({ workspace }: JobContext, what: string): VedetteError {
  return new VedetteError('E_INPUT_INVALID', `${workspace.file} is ${what}`);
}

/** A copy is about as large as what is copied; compact ones end early. */
function copyProgress({ onProgress }: JobContext, subject: string, totalBytes: number): (doneBytes: number) => void {
  return (doneBytes) => onProgress({ subject, doneBytes, totalBytes, events: null });
}

/** The audit log says how the file is protected before and after; never with what. */
async function rewrite(context: JobContext, action: string, sealing: WorkspaceKey | null) {
  const { workspace, clock, signal, onStep } = context;
  const { file } = workspace;
  const state = (key: WorkspaceKey | null): JsonValue => ({ encryption: key === null ? null : CIPHER_NAME });
  const before = keyOf(file);
  const change = { subject: path.resolve(file), before: state(before), after: state(sealing) };
  const copying = copyProgress(context, file, statSync(file).size);
  const sizes = await workspace.closed(() =>
    rewriteWorkspace(file, {
      ...(sealing === before ? {} : { sealing }),
      record: (copy) => recorded(copy, clock, action, () => ({ result: undefined, change })),
      signal,
      onCopied: copying,
      onStep,
    }),
  );
  const plain = sealing === null ? [] : neighboursOf(file).filter(({ isPlain }) => isPlain);
  return { ...sizes, plainNeighbours: plain.map((neighbour) => neighbour.file) };
}
