/** What the operator chose; anything that cannot be read is as it was at first. */
import { settingsSchema, type Settings } from '../../contract/app.ts';
import type { DataFolder } from './data-folder.ts';

const FILE = 'settings.json';

export interface SettingsFile {
  read(): Settings;
  write(change: Partial<Settings>): Settings;
}

export function settingsIn(data: DataFolder): SettingsFile {
  const read = (): Settings => {
    const parsed = settingsSchema.safeParse(data.readJson(FILE) ?? {});
    return parsed.success ? parsed.data : settingsSchema.parse({});
  };
  return {
    read,
    write: (change) => {
      const next = settingsSchema.parse({ ...read(), ...change });
      data.writeJson(FILE, next);
      return next;
    },
  };
}
