/** What people wrote down: notes in a small part of Markdown, added, changed and removed, each of it taken back by u. */
import { Pencil, Trash2 } from 'lucide-react';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useMemory } from '../../app/memory.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { TextField } from '../../ui/field.tsx';
import { counted } from '../../lib/format.ts';
import { focusWriting } from './focus.ts';
import { useIncident } from './incident-context.ts';
import { MarkdownText } from './markdown-text.tsx';
import type { Note } from './types.ts';
import { When } from './when.tsx';
import incident from './incident.module.css';
import classes from './writing.module.css';

const HINT = 'Markdown: # heading, **bold**, `code`, - list, > quote. Ctrl Enter keeps it.';

export function NotesTab(): ReactNode {
  const { read, work } = useIncident();
  const { notes, incident: row } = read;
  // What was begun and not kept yet is there when one comes back.
  const [draft, setDraft] = useMemory(`incident.note.${row.id}`, '');
  return (
    // A region that scrolls has to be reached by keys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={incident['scroll']} role="region" aria-label="Notes" tabIndex={0}>
      <section className={classes['section']} data-writing>
        <NoteForm
          label="New note"
          action="Add the note"
          text={draft}
          onText={setDraft}
          onKeep={() => {
            setDraft('');
            work.addNote(draft, () => setDraft(draft));
          }}
        />
      </section>
      <section className={classes['section']}>
        <h2 className={classes['heading']}>{counted(notes.length, 'note')}</h2>
        {notes.length === 0 && <p className={classes['hint']}>What you write down about this incident stands here.</p>}
        <ul>
          {notes.map((note) => (
            <NoteLine key={note.id} note={note} />
          ))}
        </ul>
      </section>
    </div>
  );
}

interface NoteFormProps {
  readonly label: string;
  readonly action: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onKeep: () => void;
  readonly onCancel?: () => void;
}

function NoteForm({ label, action, text, onText, onKeep, onCancel }: NoteFormProps): ReactNode {
  const canKeep = text.trim() !== '';

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && canKeep) {
      event.preventDefault();
      onKeep();
    } else if (event.key === 'Escape') {
      // Out of the field, not out of the incident.
      event.stopPropagation();
      if (onCancel !== undefined) onCancel();
      else if (event.target instanceof HTMLElement) event.target.blur();
    }
  }

  return (
    <form
      className={classes['form']}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        if (canKeep) onKeep();
      }}
    >
      <TextField
        label={label}
        isLong
        value={text}
        onChange={onText}
        hint={HINT}
        {...(onCancel === undefined ? {} : { autoFocus: true })}
      />
      <div className={classes['buttons']}>
        <Button type="submit" kind={canKeep ? 'primary' : 'plain'} isDisabled={!canKeep}>
          {action}
        </Button>
        {onCancel !== undefined && <Button onPress={onCancel}>Cancel</Button>}
      </div>
    </form>
  );
}

function NoteLine({ note }: { readonly note: Note }): ReactNode {
  const { work } = useIncident();
  const [text, setText] = useState<string | null>(null);
  const { actor, addedUs, edited } = note;
  return (
    <li className={classes['item']}>
      {text === null ? (
        <div className={classes['row']}>
          <div className={classes['grow']}>
            <MarkdownText>{note.text}</MarkdownText>
            <p className={classes['meta']}>
              <EvidenceText isProse>{actor}</EvidenceText> <When timeUs={addedUs} precision="minute" hasZone />
              {edited !== null && (
                <>
                  , changed by <EvidenceText isProse>{edited.actor}</EvidenceText>{' '}
                  <When timeUs={edited.editedUs} precision="minute" hasZone />
                </>
              )}
            </p>
          </div>
          <IconButton icon={Pencil} label="Change the note" onPress={() => setText(note.text)} />
          <IconButton
            icon={Trash2}
            label="Remove the note"
            onPress={() => {
              work.removeNote(note);
              focusWriting();
            }}
          />
        </div>
      ) : (
        <NoteForm
          label="The note"
          action="Keep the change"
          text={text}
          onText={setText}
          onKeep={() => {
            setText(null);
            if (text !== note.text) work.editNote(note, text);
          }}
          onCancel={() => setText(null)}
        />
      )}
    </li>
  );
}
