/** Theme, density, zone and the operator's name. Each counts at once, in every window. */
import { useState, type ReactNode } from 'react';
import type { Settings } from '../../../core/contract/app.ts';
import type { PageInput, PageOutput } from '../../../core/contract/page.ts';
import { useAppChange } from '../../app/engine/queries.tsx';
import { sayDone, sayFailed } from '../../app/toasts.ts';
import { ianaZone, zoneText } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Select, TextField } from '../../ui/field.tsx';
import { Body, Section } from '../../ui/screen.tsx';
import classes from './settings.module.css';
import { isZone } from './zone.ts';

type Change = PageInput<'app.writeSettings'>;

// Types alone come from the contract: its schemas would bring a parser that the page's policy rightly stops.
const THEMES: readonly Settings['theme'][] = ['system', 'dark', 'light', 'contrast'];
const DENSITIES: readonly Settings['density'][] = ['compact', 'comfortable'];
const THEME_NAMES: Readonly<Record<Settings['theme'], string>> = {
  system: 'as the system has it',
  dark: 'dark',
  light: 'light',
  contrast: 'high contrast',
};

export function General({ app }: { readonly app: PageOutput<'app.describe'> }): ReactNode {
  const writing = useAppChange('app.writeSettings');
  const { theme, density, zone, operator } = app.settings;
  const write = (change: Change, said: string, back: Change): void =>
    writing.mutate(change, {
      onSuccess: () =>
        sayDone(said, () =>
          writing.mutate(back, { onError: (error) => sayFailed('The setting was not put back', error) }),
        ),
      onError: (error) => sayFailed('The setting was not kept', error),
    });
  return (
    <Body>
      <Section title="Look">
        <div className={classes['column']}>
          <Select
            label="Theme"
            value={theme}
            options={THEMES.map((one) => [one, THEME_NAMES[one]] as const)}
            onChange={(next) => write({ theme: next }, `Theme: ${THEME_NAMES[next]}`, { theme })}
          />
          <Select
            label="Rows"
            value={density}
            options={DENSITIES.map((one) => [one, one] as const)}
            onChange={(next) => write({ density: next }, `Rows: ${next}`, { density })}
          />
        </div>
      </Section>
      <Section title="Times">
        <Zone key={zone} zone={zone} onZone={(next) => write({ zone: next }, `Times in ${next}`, { zone })} />
      </Section>
      <Section title="Operator" note="how the audit log names you">
        <Operator
          key={operator}
          operator={operator}
          now={app.operator}
          onOperator={(next) => write({ operator: next }, `You are ${next ?? 'named by the system'}`, { operator })}
        />
      </Section>
    </Body>
  );
}

function Zone({ zone, onZone }: { readonly zone: string; readonly onZone: (zone: string) => void }): ReactNode {
  const known = zone === 'UTC' || zone === 'local';
  const [choice, setChoice] = useState<'UTC' | 'local' | 'other'>(known ? zone : 'other');
  const [name, setName] = useState(known ? '' : zone);
  const isWrong = name.trim() !== '' && !isZone(name.trim());
  return (
    <form
      className={classes['column']}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '' && !isWrong) onZone(name.trim());
      }}
    >
      <Select
        label="Zone"
        value={choice}
        options={[
          ['UTC', 'UTC'],
          ['local', `of this machine (${ianaZone('local')}, ${zoneText(ianaZone('local'))})`],
          ['other', 'another one'],
        ]}
        onChange={(next) => {
          setChoice(next);
          if (next !== 'other') onZone(next);
        }}
      />
      {choice === 'other' && (
        <>
          <TextField
            label="Name of the zone"
            value={name}
            onChange={setName}
            hint="As in the IANA list: Europe/Berlin, Asia/Tokyo"
            error={isWrong ? 'No zone is called that' : null}
          />
          <div>
            <Button type="submit" isDisabled={name.trim() === '' || isWrong || name.trim() === zone}>
              Use this zone
            </Button>
          </div>
        </>
      )}
    </form>
  );
}

interface OperatorProps {
  readonly operator: string | null;
  readonly now: string;
  readonly onOperator: (operator: string | null) => void;
}

function Operator({ operator, now, onOperator }: OperatorProps): ReactNode {
  const [name, setName] = useState(operator ?? '');
  const wanted = name.trim() === '' ? null : name.trim();
  return (
    <form
      className={classes['column']}
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted !== operator) onOperator(wanted);
      }}
    >
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        hint={`Now ${now}. Leave it empty to be named as the system names you. What was recorded stays as it is.`}
        error={name.trim().length > 120 ? 'At most 120 characters' : null}
      />
      <div>
        <Button type="submit" isDisabled={wanted === operator || name.trim().length > 120}>
          Keep the name
        </Button>
      </div>
    </form>
  );
}
