/** The process starts of a small office over some weeks, as `evtx_dump -o jsonl` prints Sysmon's, and what is odd in it. */
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 1, 1);

export interface Start {
  readonly atMs: number;
  readonly host: string;
  readonly program: string;
  readonly user: string;
}

/** `hour` o'clock on the `day`th day, from 0. */
export function when(day: number, hour: number, minute = 0): number {
  return START_MS + day * DAY_MS + hour * HOUR_MS + minute * 60_000;
}

/** Each of three users on a machine of their own, forty starts a day of twenty programs, from eight to six. */
export function officeDays(days: number): Start[] {
  const starts: Start[] = [];
  for (let day = 0; day < days; day++) {
    for (let desk = 0; desk < 3; desk++) {
      for (let index = 0; index < 40; index++) {
        const atMs = when(day, 8) + index * 15 * 60_000 + desk * 1_000;
        starts.push({ atMs, host: `ws-${desk}`, program: `app${(index * 7 + desk) % 20}.exe`, user: `user${desk}` });
      }
    }
  }
  return starts;
}

export function sysmonLines(starts: readonly Start[]): string {
  return starts.map((start, index) => `${sysmonLine(start, index)}\n`).join('');
}

function sysmonLine({ atMs, host, program, user }: Start, index: number): string {
  const iso = new Date(atMs).toISOString();
  const guid = `{0D5B3A7C-0000-0000-${String(atMs % 10_000).padStart(4, '0')}-${String(index).padStart(12, '0')}}`;
  return JSON.stringify({
    Event: {
      System: {
        Provider: { '#attributes': { Name: 'Microsoft-Windows-Sysmon' } },
        EventID: 1,
        TimeCreated: { '#attributes': { SystemTime: iso } },
        EventRecordID: index + 1,
        Channel: 'Microsoft-Windows-Sysmon/Operational',
        Computer: host,
      },
      EventData: {
        UtcTime: iso.replace('T', ' ').replace('Z', ''),
        ProcessGuid: guid,
        ProcessId: 1_000 + index,
        Image: `C:\\Program Files\\Office\\${program}`,
        CommandLine: program,
        User: `CORP\\${user}`,
        ParentImage: 'C:\\Windows\\explorer.exe',
        ParentProcessGuid: guid.replace('0D5B3A7C', '0D5B3A7D'),
      },
    },
  });
}
