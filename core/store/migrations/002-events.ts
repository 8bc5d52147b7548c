/** PLACEHOLDER that keeps number 2 free for the new shape of events; it is replaced before a release. */
export const EVENTS = 'SELECT 1;';
