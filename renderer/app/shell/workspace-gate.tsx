/** Before a workspace's screens: whether it is there, and its passphrase where it has one. */
import { useState, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Empty, reportOf } from '../../ui/states.tsx';
import { useAppChange, useAppQuery, useWorkspaceId } from '../engine/queries.tsx';
import { go } from '../router.ts';
import classes from './workspace-gate.module.css';

export function WorkspaceGate({ children }: { readonly children: ReactNode }): ReactNode {
  const id = useWorkspaceId();
  const { data: app } = useAppQuery('app.describe', {});
  const found = app?.workspaces.find((workspace) => workspace.id === id);
  if (found === undefined || found.isMissing) {
    return (
      <Empty
        title="This workspace is not here"
        text={
          found === undefined
            ? 'It is not on the list of this machine.'
            : `The file ${found.file} is gone, or cannot be read.`
        }
      >
        <Button onPress={() => go({ workspace: null, screen: 'home', params: {} })}>Go to Home</Button>
      </Empty>
    );
  }
  if (found.isEncrypted && !found.isOpen) return <Unlock id={id} name={found.name} />;
  return children;
}

function Unlock({ id, name }: { readonly id: string; readonly name: string }): ReactNode {
  const [passphrase, setPassphrase] = useState('');
  const opening = useAppChange('app.openWorkspace');
  const report = opening.error === null ? null : reportOf(opening.error);
  return (
    <form
      className={classes['unlock']}
      onSubmit={(event) => {
        event.preventDefault();
        opening.mutate({ id, passphrase });
      }}
    >
      <h2 className={classes['title']}>{name} is encrypted</h2>
      <TextField
        label="Passphrase"
        type="password"
        value={passphrase}
        onChange={setPassphrase}
        autoFocus
        error={report === null ? null : `${report.message}. ${report.hint} (${report.code})`}
      />
      <div>
        <Button kind="primary" type="submit" isDisabled={passphrase === '' || opening.isPending}>
          {opening.isPending ? 'Opening' : 'Open'}
        </Button>
      </div>
    </form>
  );
}
