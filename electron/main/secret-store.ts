/**
 * Secrets, encrypted by the system's own keychain and kept in the data folder. Where the system offers no real encryption
 * (Electron's `basic_text` on Linux is a constant password), nothing is kept: a secret in plain text is worse than being asked
 * again.
 */
import type { SafeStorage } from 'electron';
import { z } from 'zod';
import type { SecretStore } from '../../core/contract/secret-store.ts';
import type { DataFolder } from '../../core/engine/service/data-folder.ts';
import { VedetteError } from '../../core/kernel/errors.ts';

const FILE = 'secrets.json';
const keptSchema = z.record(z.string(), z.base64());

type Protection = Pick<
  SafeStorage,
  'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
>;

export function createSecretStore(safeStorage: Protection, data: DataFolder, platform: NodeJS.Platform): SecretStore {
  const kept = (): Readonly<Record<string, string>> => keptSchema.safeParse(data.readJson(FILE)).data ?? {};

  function protection(): 'system' | 'none' {
    if (!safeStorage.isEncryptionAvailable()) return 'none';
    // Other systems have one way only, and no name for it.
    return platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())
      ? 'none'
      : 'system';
  }

  return {
    protection,
    write: (name, secret) => {
      if (protection() === 'none') {
        throw new VedetteError(
          'E_SECRET_UNPROTECTED',
          `${name} was not kept: this system has no keychain that is unlocked`,
        );
      }
      data.writeJson(FILE, { ...kept(), [name]: safeStorage.encryptString(secret).toString('base64') });
    },
    read: (name) => {
      const found = kept()[name];
      if (found === undefined || protection() === 'none') return null;
      try {
        return safeStorage.decryptString(Buffer.from(found, 'base64'));
      } catch {
        // Of another account or another machine: as good as not there.
        return null;
      }
    },
    remove: (name) => {
      data.writeJson(FILE, Object.fromEntries(Object.entries(kept()).filter(([other]) => other !== name)));
    },
  };
}
