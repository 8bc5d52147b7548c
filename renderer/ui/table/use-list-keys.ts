/** Moving through a list and choosing from it by keys; the same in every list, and in the palette. */
import { useCommands } from '../../app/commands/use-commands.ts';

export interface ListPosition<Key extends string> {
  readonly keys: readonly Key[];
  readonly current: Key | null;
  readonly checked: ReadonlySet<Key>;
  setCurrent(key: Key): void;
  setChecked(checked: ReadonlySet<Key>): void;
  readonly pageRows: number;
  readonly canCheck: boolean;
  open?: ((key: Key) => void) | undefined;
  openMenu?: ((key: Key) => void) | undefined;
}

export function useListKeys<Key extends string>(scope: string, list: ListPosition<Key>): void {
  const { keys, current, checked, canCheck } = list;
  const at = current === null ? -1 : keys.indexOf(current);
  const whyNot = keys.length === 0 ? 'the list is empty' : null;
  const whyNoCurrent = whyNot ?? (current === null ? 'nothing is selected' : null);

  function moveTo(index: number, extends_ = false): void {
    const next = keys[Math.max(0, Math.min(keys.length - 1, index))];
    if (next === undefined) return;
    if (extends_ && canCheck) list.setChecked(new Set([...checked, ...(current === null ? [] : [current]), next]));
    list.setCurrent(next);
  }

  const toggle = (): void => {
    if (current === null) return;
    const next = new Set(checked);
    if (!next.delete(current)) next.add(current);
    list.setChecked(next);
  };

  const group = 'List' as const;
  useCommands(scope, [
    {
      id: 'list.next',
      title: 'Next row',
      group,
      keys: ['j', 'ArrowDown'],
      whyNot,
      isQuiet: true,
      run: () => moveTo(at + 1),
    },
    {
      id: 'list.previous',
      title: 'Previous row',
      group,
      keys: ['k', 'ArrowUp'],
      whyNot,
      isQuiet: true,
      run: () => moveTo(at < 0 ? 0 : at - 1),
    },
    {
      id: 'list.pageDown',
      title: 'One page down',
      group,
      keys: ['PageDown'],
      whyNot,
      isQuiet: true,
      run: () => moveTo(at + list.pageRows),
    },
    {
      id: 'list.pageUp',
      title: 'One page up',
      group,
      keys: ['PageUp'],
      whyNot,
      isQuiet: true,
      run: () => moveTo(at - list.pageRows),
    },
    { id: 'list.first', title: 'First row', group, keys: ['Home'], whyNot, isQuiet: true, run: () => moveTo(0) },
    {
      id: 'list.last',
      title: 'Last row that is loaded',
      group,
      keys: ['End'],
      whyNot,
      isQuiet: true,
      run: () => moveTo(keys.length - 1),
    },
    ...(list.open === undefined
      ? []
      : [
          {
            id: 'list.open',
            title: 'Open',
            group,
            keys: ['Enter'],
            whyNot: whyNoCurrent,
            run: () => current !== null && list.open?.(current),
          },
        ]),
    ...(list.openMenu === undefined
      ? []
      : [
          {
            id: 'list.menu',
            title: 'Actions on the row',
            group,
            keys: ['.'],
            whyNot: whyNoCurrent,
            run: () => current !== null && list.openMenu?.(current),
          },
        ]),
    ...(canCheck
      ? [
          {
            id: 'list.check',
            title: 'Select or unselect the row',
            group,
            keys: ['x', 'Space'],
            whyNot: whyNoCurrent,
            run: toggle,
          },
          {
            id: 'list.extendDown',
            title: 'Select down',
            group,
            keys: ['Shift+j', 'Shift+ArrowDown'],
            whyNot,
            isQuiet: true,
            run: () => moveTo(at + 1, true),
          },
          {
            id: 'list.extendUp',
            title: 'Select up',
            group,
            keys: ['Shift+k', 'Shift+ArrowUp'],
            whyNot,
            isQuiet: true,
            run: () => moveTo(at - 1, true),
          },
          {
            id: 'list.checkAll',
            title: 'Select all that are loaded',
            group,
            keys: ['Mod+a'],
            whyNot,
            run: () => list.setChecked(new Set(keys)),
          },
          {
            id: 'list.uncheck',
            title: 'Unselect all',
            group,
            whyNot: checked.size === 0 ? 'nothing is selected' : null,
            run: () => list.setChecked(new Set()),
          },
        ]
      : []),
  ]);
}
