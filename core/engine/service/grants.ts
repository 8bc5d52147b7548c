/**
 * Files that a person dropped or chose, by random names. A page learns the names only, so nothing that it is made to say
 * can reach another file.
 */
import { VedetteError } from '../../kernel/errors.ts';
import { newUuid } from '../../kernel/ids.ts';

export interface Grants {
  /** `release` is called once when the file is needed no more. */
  give(path: string, release?: () => void): string;
  /** Each grant can be taken once. Throws `E_GRANT_UNKNOWN`, and takes none, where one is not there. */
  take(ids: readonly string[]): readonly TakenGrant[];
}

export interface TakenGrant {
  readonly path: string;
  readonly release: () => void;
}

export function createGrants(): Grants {
  const given = new Map<string, TakenGrant>();
  return {
    give: (path, release = () => {}) => {
      const id = newUuid();
      given.set(id, { path, release });
      return id;
    },
    take: (ids) => {
      const taken = ids.map((id) => {
        const grant = given.get(id);
        if (grant === undefined) throw new VedetteError('E_GRANT_UNKNOWN', `No file is known as ${id}`);
        return grant;
      });
      for (const id of ids) given.delete(id);
      return taken;
    },
  };
}
