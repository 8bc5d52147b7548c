/**
 * The thresholds of fusion that decide how much an incident takes in, in one place, so that `test/evals` can choose
 * them on some data and say what they are worth on other. Everything else is measured against the workspace's own
 * history. Nothing in here may name a rule, a host or a data set.
 */
import { US_PER_MINUTE } from '../kernel/time.ts';

export interface Tuning {
  /** Evidence, in nats, from which two alerts are one story (L6). */
  readonly linkFromNats: number;
  /** The same where one of them names nothing but host and address, which are shared by much that is unrelated. */
  readonly whereLinkFromNats: number;
  /** Evidence, in nats, from which a burst of news joins a stronger one (B2). */
  readonly burstFromNats: number;
  /** News, in nats, below which alerts of one place are no story of their own (B4). */
  readonly storyFromNats: number;
  /** News, in nats, from which a story takes in what went on around it (B3). */
  readonly strongFromNats: number;
  /** How long before and after its alerts that is. */
  readonly aroundUs: number;
}

export const TUNING: Tuning = {
  linkFromNats: 1.4,
  whereLinkFromNats: 2,
  burstFromNats: Math.log(50),
  storyFromNats: 1.5,
  strongFromNats: 10,
  aroundUs: 30 * US_PER_MINUTE,
};
