/** A new passphrase, typed twice, for a step after which nothing opens the workspace without it. */
import { useState, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import classes from './settings.module.css';

const LEAST = 8;

interface NewPassphraseProps {
  /** Also the button's verb. */
  readonly title: string;
  readonly onClose: () => void;
  readonly onPassphrase: (passphrase: string) => void;
}

export function NewPassphrase({ title, onClose, onPassphrase }: NewPassphraseProps): ReactNode {
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const canGoOn = passphrase.length >= LEAST && passphrase === again;
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className={classes['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (!canGoOn) return;
          onClose();
          onPassphrase(passphrase);
        }}
      >
        <TextField
          label="New passphrase"
          type="password"
          value={passphrase}
          onChange={setPassphrase}
          autoFocus
          hint="Nobody, we included, can open the workspace without it. Backups made before keep what they had."
          error={passphrase !== '' && passphrase.length < LEAST ? `At least ${LEAST} characters` : null}
        />
        <TextField
          label="New passphrase again"
          type="password"
          value={again}
          onChange={setAgain}
          error={again !== '' && again !== passphrase ? 'Not the same' : null}
        />
        <DialogActions>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" isDisabled={!canGoOn}>
            {title}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
