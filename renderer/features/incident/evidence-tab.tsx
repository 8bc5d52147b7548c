/** What the case stands on: what people pinned, the events that its alerts rest on, and the sources those came from. */
import { Pencil, Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { TextField } from '../../ui/field.tsx';
import { counted } from '../../lib/format.ts';
import { EvidenceSources } from './evidence-sources.tsx';
import { useIncident } from './incident-context.ts';
import type { Pin } from './types.ts';
import { When } from './when.tsx';
import incident from './incident.module.css';
import classes from './writing.module.css';

export function EvidenceTab(): ReactNode {
  const { read } = useIncident();
  const { pins } = read;
  return (
    // A region that scrolls has to be reached by keys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={incident['scroll']} role="region" aria-label="Evidence" tabIndex={0}>
      <section className={classes['section']}>
        <h2 className={classes['heading']}>{counted(pins.length, 'pinned piece')} of evidence</h2>
        {pins.length === 0 && (
          <p className={classes['hint']}>
            Pin an alert with p, or an event from its pane; what is pinned stands here with your comment.
          </p>
        )}
        <ul>
          {pins.map((pin) => (
            <PinLine key={pin.id} pin={pin} />
          ))}
        </ul>
      </section>
      <EvidenceSources />
    </div>
  );
}

function PinLine({ pin }: { readonly pin: Pin }): ReactNode {
  const { work, select, openEvent } = useIncident();
  const [isEditing, setIsEditing] = useState(false);
  const { pinned, title, timeUs, comment, actor, pinnedUs } = pin;
  const open = (): void => (pinned.kind === 'alert' ? select(pinned.alertId) : openEvent(pinned.eventId, true));
  return (
    <li className={classes['item']}>
      <div className={classes['row']}>
        <span className={classes['kind']}>{pinned.kind === 'alert' ? 'alert' : `event e${pinned.eventId}`}</span>
        <span className={classes['grow']}>
          {title === null ? (
            'It is not stored any more'
          ) : (
            <button type="button" className={classes['open']} onClick={open}>
              <EvidenceText isProse>{title}</EvidenceText>
            </button>
          )}
          {isEditing ? (
            <CommentForm pin={pin} onDone={() => setIsEditing(false)} />
          ) : (
            comment !== '' && (
              <p className={classes['comment']}>
                <EvidenceText isProse>{comment}</EvidenceText>
              </p>
            )
          )}
          <p className={classes['meta']}>
            {timeUs !== null && (
              <>
                <When timeUs={timeUs} hasZone /> ·{' '}
              </>
            )}
            pinned by <EvidenceText isProse>{actor}</EvidenceText> <When timeUs={pinnedUs} precision="minute" hasZone />
          </p>
        </span>
        <IconButton
          icon={Pencil}
          label={comment === '' ? 'Add a comment' : 'Change the comment'}
          onPress={() => setIsEditing(true)}
        />
        <IconButton icon={Trash2} label="Take it out of the evidence" onPress={() => work.unpin(pin)} />
      </div>
    </li>
  );
}

function CommentForm({ pin, onDone }: { readonly pin: Pin; readonly onDone: () => void }): ReactNode {
  const { work } = useIncident();
  const [text, setText] = useState(pin.comment);
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        onDone();
        if (text.trim() !== pin.comment) work.pin(pin.pinned, text.trim());
      }}
    >
      <TextField label="Comment" isLabelHidden value={text} onChange={setText} autoFocus />
      <div className={classes['buttons']}>
        <Button type="submit" kind="primary">
          Keep
        </Button>
        <Button onPress={onDone}>Cancel</Button>
      </div>
    </form>
  );
}
