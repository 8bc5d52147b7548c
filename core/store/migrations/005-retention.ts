/** PLACEHOLDER: number 5 belongs to retention, which is made elsewhere; its statements take the place of this one. */
export const RETENTION = 'SELECT 1;';
