/** Who is at the keyboard, for the audit log: as they say, as the environment says, or as the system knows them. */
import { userInfo } from 'node:os';

export function operatorName(named: string | undefined): string {
  return named?.trim() || process.env['VEDETTE_OPERATOR']?.trim() || systemUser();
}

/** A container may run under a number that no account has. */
function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
