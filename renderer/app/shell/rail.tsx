/** The narrow rail: a screen each, with its name and keys in a tooltip. */
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { Icon } from '../../ui/icon.tsx';
import { Tip } from '../../ui/tip.tsx';
import { runCommand } from '../commands/command.ts';
import { usePlace } from '../router.ts';
import { SCREENS } from '../screens.ts';
import classes from './rail.module.css';

export function Rail(): ReactNode {
  const { workspace, screen } = usePlace();
  return (
    <nav className={classes['rail']} aria-label="Screens">
      {SCREENS.filter(({ isHidden }) => isHidden !== true).map(({ id, title, icon, key, isOfWorkspace }) => (
        <Tip key={id} text={title} keys={`g ${key}`}>
          <Button
            className={classes['item']!}
            aria-label={title}
            aria-current={screen === id ? 'page' : false}
            data-current={screen === id}
            isDisabled={isOfWorkspace && workspace === null}
            onPress={() => runCommand(`go.${id}`)}
          >
            <Icon of={icon} size={18} />
          </Button>
        </Tip>
      ))}
    </nav>
  );
}
