/**
 * Every error a person can meet has a code, a sentence and a next step, and they are all listed here: one place to
 * review wording, one place for the documentation to read. A code is stable once released.
 */
const REGISTRY = {
  E_INTERNAL: 'This is a defect in Vedette. Please report it with the command you ran and this code.',
  E_USAGE: 'Run `vedette --help` for the commands and their options.',
  E_INPUT_INVALID: 'Correct the named value; nothing was changed.',
  E_NODE_TOO_OLD: 'Install Node 24 or newer, or run through npm, which brings its own on Linux x64.',
  E_SOURCE_NOT_FOUND: 'Check the path; quote it if it holds spaces.',
  E_SOURCE_UNREADABLE: 'Check the permissions of the file and of the folders above it.',
  E_SOURCE_CHANGED:
    'The file is not what it was when its import began. Copy it to a place where nothing writes to it; import the copy.',
  E_ARCHIVE_DAMAGED: 'What could be unpacked was read. Try to repair the archive, or fetch it again.',
  E_ARCHIVE_ENCRYPTED: 'Unpack the archive with its password first, then import the folder.',
  E_LIMIT_EXCEEDED: 'What was read so far is kept. Raise the named limit if the input is trusted.',
  E_FORMAT_UNKNOWN: 'Vedette reads EVTX, and JSON in lines, arrays or objects, plain or in gzip and zip.',
  E_EVTX_DAMAGED: 'Everything readable around the damage was read. `--recover` also looks through slack space.',
  E_RECORD_DAMAGED: 'The rest of the source was read.',
  E_RULE_INVALID: 'Correct the rule at the named place; the other rules are loaded.',
  E_RULE_UNSUPPORTED: 'The rule is not evaluated at all rather than half; the other rules are loaded.',
  E_RULES_NOT_FOUND: 'Name a folder or a zip file that holds Sigma rules (.yml).',
  E_WORKSPACE_NOT_FOUND: 'Import something first, or name the workspace with --workspace FILE.',
  E_WORKSPACE_INVALID:
    'The file is not a Vedette workspace, or it is damaged. Choose another file; nothing was changed.',
  E_WORKSPACE_NEWER: 'It was written by a newer Vedette. Upgrade to open it; nothing was changed.',
  E_WORKSPACE_BUSY: 'Another Vedette is writing to this workspace. Wait for it to end, or close it.',
  E_WORKSPACE_DISK:
    'Free some space, or see that the folder exists and can be written to; then run the same command again: it resumes.',
  E_WORKSPACE_DAMAGED:
    'Nothing was changed. Keep a copy of the file as it is; `vedette verify` says what is wrong, a backup may help.',
  E_WORKSPACE_ENCRYPTED:
    'Run it on a terminal to be asked for the passphrase, or name a file that holds it with --passphrase-file.',
  E_WORKSPACE_WRONG_PASSPHRASE: 'Nothing was changed. Try again; without the passphrase nobody can open the workspace.',
  E_PASSPHRASE_UNUSABLE: 'Nothing was changed. Choose a passphrase of at least 8 letters; several words are better.',
  E_BACKUP_DAMAGED: 'Nothing was changed. Use another backup; this one is not what was backed up.',
  E_NOT_FOUND: 'List what there is with `vedette incidents`, `vedette alerts` or `vedette events`.',
  E_DECISION_INVALID:
    'Nothing was changed. See what there is with `vedette incidents` and `vedette show ID`, and what was decided with `vedette decisions`.',
  E_SUPPRESSION_INVALID:
    'Nothing was changed. See what a suppression would hide with --preview, and those there are with `vedette suppressions`.',
  E_LIST_INVALID: 'Nothing was changed. Correct the file at the named place and run the same command again.',
  E_INDICATOR_INVALID: 'Nothing was changed. See the indicators there are with `vedette indicators list`.',
  E_QUERY_INVALID: 'Correct the query at the marked place; docs/query-language.md has every form with examples.',
  E_ALERT_INVALID: 'Correct the line and submit it again; the other lines were taken.',
  E_CANCELLED: 'Nothing was changed. Run the same command again for the whole.',
  E_STOPPED: 'What was read is kept. Run the same command again and it goes on from there.',
  E_RETENTION_STOPPED:
    'What was removed stays removed, and the workspace is whole. Run the same command again and it goes on from there.',
  E_WORKSPACE_UNKNOWN: 'Go to Home and open the workspace again.',
  E_GRANT_UNKNOWN: 'Drop or choose the files again; nothing was changed.',
  E_SENDER_REFUSED: 'Nothing was done. Close the window and open it again; report it if it comes back.',
  E_LINK_REFUSED: 'Copy the address and open it yourself, if you trust it.',
  E_SECRET_UNPROTECTED: 'Unlock the keychain of the system, or enter the secret each time it is needed.',
  E_PROGRAM_CHANGED:
    'A file of the program is not the one that was shipped. Install Vedette again from a source you trust.',
  E_ENGINE_STOPPED:
    'It is started again by itself. What was committed is kept; repeat what you did last, and an import goes on from there.',
  E_SCENARIO_INVALID: 'Correct the scenario file at the named place.',
} as const;

export type ErrorCode = keyof typeof REGISTRY;

/** The next step for a person who meets `code`. */
export function hintFor(code: ErrorCode): string {
  return REGISTRY[code];
}

/** All codes with their hints, in the order of the registry; for the documentation. */
export function errorRegistry(): readonly (readonly [ErrorCode, string])[] {
  return Object.entries(REGISTRY) as [ErrorCode, string][];
}

/** How an error crosses a process or API boundary, and what `--json` prints. */
export interface ErrorReport {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
  /** The correlation id of the log lines that say more, where there are any. */
  readonly logId?: string;
}

/**
 * An error meant for people. `message` says what happened and to which input (file, offset, line, record, rule);
 * the hint comes from the registry.
 */
export class VedetteError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'VedetteError';
    this.code = code;
  }

  get hint(): string {
    return hintFor(this.code);
  }

  toReport(): ErrorReport {
    return { code: this.code, message: this.message, hint: this.hint };
  }
}

/** Turns whatever was thrown into a report; what we did not foresee becomes `E_INTERNAL`. */
export function reportOf(thrown: unknown): ErrorReport {
  if (thrown instanceof VedetteError) return thrown.toReport();
  return { code: 'E_INTERNAL', message: messageOf(thrown), hint: hintFor('E_INTERNAL') };
}

export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
