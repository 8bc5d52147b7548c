/** MITRE ATT&CK: what the rules in use cover, and what was found. */
import { z } from 'zod';
import type { Contract } from './method.ts';

const countSchema = z.number().int().nonnegative();

const coverageSchema = z.object({
  rules: countSchema,
  enabledRules: countSchema,
  /**
   * Those of the enabled rules whose logsource is among the stored events. Told from one event of each kind that was
   * stored; `rules.explainReach` looks at all of them.
   */
  rulesWithData: countSchema,
  findings: countSchema,
  alerts: countSchema,
  incidents: countSchema,
});

export const attackContract = {
  /** Techniques that rules cover or findings name, in the order of the matrix. */
  'attack.readCoverage': {
    kind: 'query',
    in: z.strictObject({}),
    out: z.object({
      /** Of ATT&CK, as far as it is listed here: `19.1`. */
      version: z.string(),
      /** What has to be shown beside the names. */
      notice: z.string(),
      tactics: z
        .array(
          z.object({
            /** `TA0002`. */
            id: z.string(),
            /** As rules name it: `execution`. */
            slug: z.string(),
            name: z.string(),
            /** Techniques in `techniques` that serve it, sub-techniques after their technique. */
            techniqueIds: z.array(z.string()).readonly(),
            /** Techniques that ATT&CK lists for it, sub-techniques left out. */
            listed: countSchema,
            /** Those of them, with their sub-techniques, that an enabled rule covers. */
            covered: countSchema,
          }),
        )
        .readonly(),
      techniques: z
        .array(
          z.object({
            id: z.string(),
            name: z.string(),
            /** The technique that it is a part of; null for a technique itself. */
            parentId: z.string().nullable(),
            /** What names it itself. */
            own: coverageSchema,
            /** What names it or any of its sub-techniques, counted once; equals `own` for a sub-technique. */
            withParts: coverageSchema,
          }),
        )
        .readonly(),
      /** Ids that rules or findings name and that the list does not have. */
      unknown: z.array(z.object({ id: z.string(), own: coverageSchema })).readonly(),
      /** Rules that name no technique. */
      rulesWithoutTechnique: countSchema,
    }),
  },
  /** A layer for the ATT&CK Navigator (layer format 4.5), as the text of a JSON file. */
  'attack.exportNavigator': {
    kind: 'query',
    in: z.strictObject({
      name: z.string().min(1).max(200).default('Vedette'),
      /** What colours a technique. */
      score: z.enum(['enabledRules', 'rulesWithData', 'findings', 'alerts', 'incidents']).default('enabledRules'),
    }),
    out: z.object({ text: z.string(), techniques: countSchema }),
  },
} as const satisfies Contract;
