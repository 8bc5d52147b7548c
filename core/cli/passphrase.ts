/**
 * Where passphrases come from: a file that is named (`--passphrase-file`, `VEDETTE_PASSPHRASE_FILE`), else the person at the
 * terminal. Never from the command line or the environment itself, which other programs can read.
 */
import { readFileSync } from 'node:fs';
import { messageOf, VedetteError } from '../kernel/errors.ts';
import type { Passphrases } from '../store/keyring.ts';
import { askHidden } from './hidden-input.ts';
import { safeText } from './terminal.ts';

const MIN_CHARACTERS = 8;

export interface PassphraseSource extends Passphrases {
  /** From now on a workspace that is made is encrypted, and who cannot give a passphrase gets an error. */
  encryptNew(): void;
  /** A passphrase to be used from now on, from `file` or asked for twice. Throws `E_PASSPHRASE_UNUSABLE`. */
  choose(workspace: string, file: string | undefined): string;
}

/** `namedFile` gives what `--passphrase-file` names. */
export function createPassphraseSource(namedFile: () => string | undefined): PassphraseSource {
  const fileInUse = (): string | undefined =>
    namedFile() ?? (process.env['VEDETTE_PASSPHRASE_FILE']?.trim() || undefined);
  let isNewEncrypted = false;
  const choose = (workspace: string, file: string | undefined): string =>
    strong(file === undefined ? askTwice(workspace) : read(file));
  return {
    forExisting: (workspace) => {
      const file = fileInUse();
      return file === undefined ? ask(`Passphrase of ${safeText(workspace)}: `) : read(file);
    },
    forNew: (workspace) => {
      const file = fileInUse();
      return file === undefined && !isNewEncrypted ? null : choose(workspace, file);
    },
    encryptNew: () => void (isNewEncrypted = true),
    choose,
  };
}

/** The first line, so that a file that ends with a line break means the same as one that does not. */
function read(file: string): string {
  try {
    const [line = ''] = readFileSync(file, 'utf8').split(/\r?\n/, 1);
    if (line !== '') return line;
  } catch (error) {
    throw new VedetteError('E_PASSPHRASE_UNUSABLE', `${file} cannot be read: ${messageOf(error)}`);
  }
  throw new VedetteError('E_PASSPHRASE_UNUSABLE', `${file} holds no passphrase in its first line`);
}

/** Somebody whose error output goes elsewhere is a script, and would wait for ever. */
function ask(question: string): string | null {
  return process.stderr.isTTY ? askHidden(question) : null;
}

function askTwice(workspace: string): string {
  const first = ask(`New passphrase for ${safeText(workspace)}: `);
  if (first === null) {
    const message = `No passphrase for ${workspace}: there is no terminal to ask on, and no file was named`;
    throw new VedetteError('E_PASSPHRASE_UNUSABLE', message);
  }
  if (ask('The same again: ') === first) return first;
  throw new VedetteError('E_PASSPHRASE_UNUSABLE', 'The two passphrases differ');
}

function strong(passphrase: string): string {
  if (Array.from(passphrase).length >= MIN_CHARACTERS) return passphrase;
  throw new VedetteError('E_PASSPHRASE_UNUSABLE', `A new passphrase has at least ${MIN_CHARACTERS} letters`);
}
