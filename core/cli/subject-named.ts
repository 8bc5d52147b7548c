/** The subject that an option names. */
import { VedetteError } from '../kernel/errors.ts';
import { SUBJECTS, type Asked } from '../store/subject.ts';

export const SUBJECT_NAMES = Object.keys(SUBJECTS) as readonly (keyof typeof SUBJECTS)[];

/** The subject that `--of` names. Throws `E_USAGE` for any other. */
export function subjectNamed(name: string): Asked {
  const found = SUBJECT_NAMES.find((known) => known === name);
  if (found === undefined) throw new VedetteError('E_USAGE', `--of ${name}: it is one of ${SUBJECT_NAMES.join(', ')}`);
  return SUBJECTS[found];
}
