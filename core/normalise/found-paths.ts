/**
 * Antivirus lists what it found as `file:_C:\\a.exe; containerfile:_C:\\b.zip; regkey:_HKLM\\…`: the paths among them.
 */
const MAX_PATHS = 16;

/** The files of such a list, in order; a plain path is a list of one. */
export function foundPaths(text: string): string[] {
  return text.split(';', MAX_PATHS).flatMap((part) => {
    const mark = part.indexOf(':_');
    if (mark === -1) return part.trim() === '' ? [] : [part.trim()];
    return part.slice(0, mark).trim().endsWith('file') ? [part.slice(mark + 2).trim()] : [];
  });
}
