/** The words that screens use, for whoever reads them the first time. */

export interface Word {
  readonly word: string;
  readonly meaning: string;
}

export const GLOSSARY: readonly Word[] = [
  {
    word: 'Alert',
    meaning: 'One or more findings that say the same about the same hosts, accounts and files. What you decide on.',
  },
  {
    word: 'Audit log',
    meaning:
      'The list of every change of a workspace: who, what, when, from what to what. Each row is bound to the one before it by a hash, so that a change or a gap shows.',
  },
  {
    word: 'Backtest',
    meaning: 'Running a rule over all stored events to see what it would have found. Changes nothing.',
  },
  {
    word: 'Baseline',
    meaning:
      'What is usual for a host or an account, learned from its own past. What departs from it is shown beside incidents and moves none of them.',
  },
  {
    word: 'Chain',
    meaning:
      'Rows that are bound to each other by hashes, as in the audit log. Its head is its last hash with the number of rows: note it down elsewhere, and nobody can rewrite the chain unseen.',
  },
  { word: 'Correlation', meaning: 'A rule over several events: so many in so much time, or one after the other.' },
  {
    word: 'Coverage',
    meaning: 'Which techniques of ATT&CK the rules in use would find, given the logs that are here.',
  },
  {
    word: 'Criticality',
    meaning:
      'How much harm it would do if a host or account were taken over, as people say. It moves the risk of incidents that name it.',
  },
  { word: 'Custody', meaning: 'Where a piece of evidence came from, its hash, who imported it, when and with what.' },
  {
    word: 'Damage',
    meaning:
      'A place in a source that could not be read, with its offset and the reason. Everything around it was read.',
  },
  {
    word: 'Decision',
    meaning:
      'What a person said about alerts or incidents: merge, split, detach, pin, verdict. It wins over what Vedette would do, and is taken back by a further one.',
  },
  { word: 'Entity', meaning: 'What events are about: a host, an account, a process, an address, a file.' },
  {
    word: 'Event',
    meaning:
      'One thing that happened, as a log tells it, with its fields under the same names whatever product wrote it.',
  },
  { word: 'Exception', meaning: 'A name that is never a match for indicators, whatever lists say.' },
  { word: 'Finding', meaning: 'One match of a rule on an event, or one alert of another tool.' },
  {
    word: 'Fusing',
    meaning: 'Making alerts of findings and incidents of alerts, with the reasons why things belong together.',
  },
  {
    word: 'Held',
    meaning: 'Of old events: kept although they are past the limit, because findings or correlations rest on them.',
  },
  { word: 'Hit', meaning: 'A rule matched an event.' },
  { word: 'Incident', meaning: 'Alerts that tell one story, ranked by risk.' },
  { word: 'Indicator', meaning: 'An address, domain, hash or the like that a list calls bad.' },
  { word: 'Level', meaning: 'How severe a rule says its matches are: critical, high, medium, low or informational.' },
  { word: 'Logsource', meaning: 'The kind of log that a rule is for, as Sigma names it: windows / process_creation.' },
  { word: 'Operator', meaning: 'You, as the audit log names you.' },
  { word: 'Precision', meaning: 'How often a detection proved right in this workspace, learned from verdicts.' },
  {
    word: 'Reach',
    meaning: 'Whether a rule can fire at all on what is stored here, and what is missing where it cannot.',
  },
  { word: 'Record', meaning: 'One entry of a source, at a known place in it, as it was written.' },
  { word: 'Retention', meaning: 'Removing old events by age, time or size. What was found stays.' },
  { word: 'Risk', meaning: 'From 0 to 100, how pressing an incident is, with every reason that adds to it.' },
  { word: 'Rule', meaning: 'What a match looks like, in the Sigma format.' },
  { word: 'Sighting', meaning: 'An indicator that an alert names.' },
  {
    word: 'Source',
    meaning:
      'A file, or a member of an archive, that was imported. It is known by its content: the same file again adds nothing.',
  },
  {
    word: 'Suppression',
    meaning:
      'A query over alerts that somebody chose not to look at. What it hides stays, is counted, and takes no part in incidents.',
  },
  { word: 'Tier', meaning: 'How far a rule is trusted: stable and beta are our own, imported is everybody else’s.' },
  { word: 'Verdict', meaning: 'What a person says an incident or alert turned out to be.' },
  {
    word: 'Workspace',
    meaning: 'One file with everything of a case: evidence, events, findings, decisions and the log of all changes.',
  },
];
