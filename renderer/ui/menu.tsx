/** Menus are made of commands: what stands in one can be done from the palette and by its keys as well. */
import { useRef, type ReactElement, type ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { keysOf, type Command } from '../app/commands/command.ts';
import classes from './menu.module.css';
import { Keys } from './tip.tsx';

export type MenuAction = Pick<Command, 'id' | 'title' | 'run'> & Partial<Pick<Command, 'keys' | 'whyNot'>>;

interface MenuProps {
  readonly label: string;
  readonly actions: readonly MenuAction[];
  /** The button that opens it. */
  readonly children: ReactElement;
}

export function Menu({ label, actions, children }: MenuProps): ReactNode {
  return (
    <MenuTrigger>
      {children}
      <Popover offset={4}>
        <MenuItems label={label} actions={actions} />
      </Popover>
    </MenuTrigger>
  );
}

interface ContextMenuProps {
  readonly label: string;
  readonly actions: readonly MenuAction[];
  /** In pixels from the window's corner. */
  readonly at: { readonly x: number; readonly y: number };
  readonly onClose: () => void;
}

/** A menu at the pointer, or beside what has the focus. */
export function ContextMenu({ label, actions, at, onClose }: ContextMenuProps): ReactNode {
  // A popover is placed by an element, which has to be one of the page for its size to be watched.
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <>
      <span ref={anchor} className={classes['anchor']} style={{ left: at.x, top: at.y }} />
      <Popover
        isOpen
        onOpenChange={(isOpen) => !isOpen && onClose()}
        triggerRef={anchor}
        placement="bottom start"
        offset={0}
      >
        <MenuItems label={label} actions={actions} onDone={onClose} />
      </Popover>
    </>
  );
}

interface MenuItemsProps {
  readonly label: string;
  readonly actions: readonly MenuAction[];
  readonly onDone?: () => void;
}

function MenuItems({ label, actions, onDone }: MenuItemsProps): ReactNode {
  const disabled = actions.filter(({ whyNot }) => whyNot != null).map(({ id }) => id);
  return (
    <AriaMenu className={classes['menu']!} aria-label={label} disabledKeys={disabled} autoFocus="first">
      {actions.map((action) => {
        const [keys] = keysOf(action as Command);
        return (
          <MenuItem
            key={action.id}
            id={action.id}
            textValue={action.title}
            className={classes['item']!}
            onAction={() => {
              onDone?.();
              action.run();
            }}
          >
            {action.whyNot == null ? action.title : `${action.title} (${action.whyNot})`}
            {keys !== undefined && <Keys keys={keys} />}
          </MenuItem>
        );
      })}
    </AriaMenu>
  );
}
