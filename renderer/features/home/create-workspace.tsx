/** A new, empty workspace; with a passphrase it is encrypted from its first byte. */
import { useState, type ReactNode } from 'react';
import { useAppChange } from '../../app/engine/queries.tsx';
import { go } from '../../app/router.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { reportOf } from '../../ui/states.tsx';
import classes from './home.module.css';

const LEAST_PASSPHRASE = 8;

export function CreateWorkspace({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [name, setName] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const creating = useAppChange('app.createWorkspace');
  const isShort = passphrase !== '' && passphrase.length < LEAST_PASSPHRASE;
  const isOther = again !== '' && again !== passphrase;
  const canCreate = name.trim() !== '' && !isShort && again === passphrase;

  return (
    <Dialog title="New workspace" onClose={onClose}>
      <form
        className={classes['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (!canCreate) return;
          creating.mutate(
            { name: name.trim(), passphrase: passphrase === '' ? null : passphrase },
            {
              onSuccess: ({ id }) => {
                onClose();
                go({ workspace: id, screen: 'queue', params: {} });
              },
            },
          );
        }}
      >
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          autoFocus
          error={
            creating.error === null ? null : `${reportOf(creating.error).message} (${reportOf(creating.error).code})`
          }
        />
        <TextField
          label="Passphrase, to encrypt it"
          type="password"
          value={passphrase}
          onChange={setPassphrase}
          hint="Leave it empty for a plain workspace. Without the passphrase nobody can open an encrypted one again."
          error={isShort ? `At least ${LEAST_PASSPHRASE} characters` : null}
        />
        {passphrase !== '' && (
          <TextField
            label="Passphrase again"
            type="password"
            value={again}
            onChange={setAgain}
            error={isOther ? 'Not the same' : null}
          />
        )}
        <DialogActions>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" isDisabled={!canCreate || creating.isPending}>
            Make workspace
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
