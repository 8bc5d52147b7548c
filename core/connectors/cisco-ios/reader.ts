/**
 * Log lines of Cisco IOS and its relatives, as a console, a buffer or a syslog server keeps them. Only lines that carry
 * the `%FACILITY-SEVERITY-MNEMONIC:` mark are claimed; other text is left to whoever knows it.
 *
 * Source: Cisco, "System Message Format" in the IOS system message guides.
 */
import type { Damage, SourceRecord } from '../../model/record.ts';
import type { Reader } from '../connector.ts';
import { linesOf } from '../text/lines.ts';

const MARK = /%([A-Z][A-Z0-9_]*(?:-[A-Z][A-Z0-9_]*)?)-([0-7])-([A-Z][A-Z0-9_]*):/;

/** A line taken apart; `message` is the whole line, as the device sent it. */
export interface CiscoLine {
  readonly facility: string;
  readonly severity: number;
  readonly mnemonic: string;
  readonly message: string;
}

/** Null where the line carries no mark. */
export function parseCiscoLine(line: string): CiscoLine | null {
  const match = MARK.exec(line);
  if (match === null) return null;
  return { facility: match[1]!, severity: Number(match[2]), mnemonic: match[3]!, message: line };
}

export const ciscoIosReader: Reader = {
  id: 'cisco-ios',
  title: 'Cisco IOS log',
  recognise(head) {
    if (head.includes(0)) return 0;
    const lines = Buffer.from(head.subarray(0, 4_096))
      .toString('latin1')
      .split('\n')
      .filter((line) => line.trim() !== '');
    // The last line may be cut; it is looked at only where it is the only one.
    const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
    return whole.length === 0 ? 0 : (whole.filter((line) => MARK.test(line)).length / whole.length) * 0.95;
  },
  async *read(bytes, { limits }) {
    let ordinal = 0;
    let consumedBytes = 0;
    let records: SourceRecord[] = [];
    let damage: Damage[] = [];
    for await (const { number, offset, lengthBytes, text } of linesOf(bytes, limits.recordBytes)) {
      consumedBytes = offset + lengthBytes;
      if (text === null) {
        const reason = `line ${number} is longer than ${limits.recordBytes} bytes (recordBytes)`;
        damage.push({ code: 'E_LIMIT_EXCEEDED', offset, record: number, reason });
      } else if (text.trim() !== '') {
        const value = parseCiscoLine(text) ?? { message: text };
        records.push({ ordinal: ++ordinal, number, offset, lengthBytes, value, isRecovered: false });
      }
      if (records.length + damage.length >= limits.batchRecords) {
        yield { records, damage, consumedBytes };
        records = [];
        damage = [];
      }
    }
    yield { records, damage, consumedBytes };
  },
};
