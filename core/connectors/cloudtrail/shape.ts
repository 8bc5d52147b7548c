/** AWS CloudTrail records, as in its log files (`Records`) and in event streams. */
import type { Logsource } from '../../model/event.ts';
import type { Severity } from '../../model/severity.ts';
import { buildEvent } from '../../normalise/event.ts';
import { NO_TIME, readTime } from '../../normalise/event-time.ts';
import { flatten, isRecord, setField, textOf } from '../../normalise/fields.ts';
import type { Shape } from '../connector.ts';
import { apiCall, signIn } from './mapping.ts';

const LOGSOURCE: Logsource = { product: 'aws', service: 'cloudtrail' };

/** Rules look into these as a whole as well as into their parts. */
const WHOLES = ['requestParameters', 'responseElements', 'additionalEventData'] as const;

const SIGN_IN = 'signin.amazonaws.com';

export const cloudTrailShape: Shape = {
  id: 'cloudtrail',
  title: 'AWS CloudTrail',
  recognise(value) {
    if (!isRecord(value)) return 0;
    if (typeof value['eventSource'] !== 'string' || typeof value['eventName'] !== 'string') return 0;
    return 'userIdentity' in value || 'awsRegion' in value || 'eventVersion' in value ? 0.99 : 0.4;
  },
  normalise(record) {
    const value = record.value as Readonly<Record<string, unknown>>;
    const fields = flatten(value);
    for (const name of WHOLES) {
      const whole = value[name];
      if (isRecord(whole)) setField(fields, name, JSON.stringify(whole));
    }
    const isSignIn = value['eventSource'] === SIGN_IN && String(value['eventName']).endsWith('Login');
    return buildEvent(record, {
      mapping: isSignIn ? signIn : apiCall,
      time: readTime(value['eventTime']) ?? NO_TIME,
      fields,
      host: '',
      logsource: LOGSOURCE,
      severity: severityOf(textOf(fields['errorCode']), textOf(fields['responseElements.ConsoleLogin'])),
    });
  },
};

/** A refused call or sign-in says somebody tried what they may not do; any other failure is everyday. */
function severityOf(errorCode: string | null, signInResult: string | null): Severity {
  if (signInResult === 'Failure') return 'low';
  if (errorCode === null) return 'informational';
  return errorCode.includes('AccessDenied') || errorCode.includes('Unauthorized') ? 'low' : 'informational';
}
