/**
 * The parts of an entity that people call it by: `ws-12` of `ws-12.corp.example`, `eve` of `corp\eve`, `cmd.exe` of a
 * path. A field of a query looks at one or more of them.
 */
import type { EntityType } from '../model/entity.ts';

export type Facet = 'value' | 'label' | 'shortHost' | 'account' | 'fileName';

/** The first label of a host name; null for an address or a name without a dot. */
export function shortHost(host: string): string | null {
  const dot = host.indexOf('.');
  return dot <= 0 || /^[\d.]+$/.test(host) ? null : host.slice(0, dot);
}

/** The name after the domain of `domain\name`, or before the `@`; null for a bare name. */
export function accountName(user: string): string | null {
  const backslash = user.lastIndexOf('\\');
  if (backslash !== -1) return user.slice(backslash + 1);
  const at = user.indexOf('@');
  return at <= 0 ? null : user.slice(0, at);
}

/** The last part of a Windows or POSIX path; the whole where there is no separator. */
export function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1);
}

/** What `facet` sees of an entity. */
export function facetOf(facet: Facet, entity: { readonly value: string; readonly label: string }): string | null {
  switch (facet) {
    case 'value':
      return entity.value;
    case 'label':
      return entity.label;
    case 'shortHost':
      return shortHost(entity.value);
    case 'account':
      return accountName(entity.value);
    case 'fileName':
      return fileName(entity.label);
  }
}

/**
 * Processes are entities of their own, one for each start of a program, and the program is their label. So that a program
 * is found without looking at each of its processes, an event that mentions one mentions its *image* as well, in the same
 * role. Images are the store's own and no entity that anybody sees.
 */
export type StoredType = EntityType | 'image';

/** The facet that people call entities of this type by for short; null where there is none. */
export function shortFacetOf(type: StoredType): 'shortHost' | 'account' | 'fileName' | null {
  switch (type) {
    case 'host':
    case 'domain':
      return 'shortHost';
    case 'user':
      return 'account';
    case 'image':
    case 'file':
      return 'fileName';
    default:
      return null;
  }
}

/** What the store keeps beside an entity, so that looking it up by its short name needs no pass over all of them. */
export function shortName(type: StoredType, value: string, label: string): string | null {
  const facet = shortFacetOf(type);
  return facet === null ? null : facetOf(facet, { value, label });
}
