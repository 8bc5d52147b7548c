/** What is still to be done: tasks in an order of their own, moved by Alt and the arrows. */
import { ArrowDown, ArrowUp, Pencil, Trash2 } from 'lucide-react';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Checkbox, TextField } from '../../ui/field.tsx';
import { count, counted } from '../../lib/format.ts';
import { focusWriting } from './focus.ts';
import { useIncident } from './incident-context.ts';
import { inOrder, orderAt } from './item-work.ts';
import type { Task } from './types.ts';
import { When } from './when.tsx';
import incident from './incident.module.css';
import classes from './writing.module.css';

export function TasksTab(): ReactNode {
  const { read, work } = useIncident();
  const [text, setText] = useState('');
  const tasks = inOrder(read.tasks);
  const done = tasks.filter(({ isDone }) => isDone).length;
  return (
    // A region that scrolls has to be reached by keys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={incident['scroll']} role="region" aria-label="Tasks" tabIndex={0}>
      <section className={classes['section']} data-writing>
        <form
          className={classes['form']}
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() === '') return;
            work.addTask(text.trim());
            setText('');
          }}
        >
          <TextField label="New task" value={text} onChange={setText} placeholder="What is to be done?" />
          <div className={classes['buttons']}>
            <Button type="submit" kind={text.trim() === '' ? 'plain' : 'primary'} isDisabled={text.trim() === ''}>
              Add the task
            </Button>
          </div>
        </form>
      </section>
      <section className={classes['section']}>
        <h2 className={classes['heading']}>
          {count(done)} of {counted(tasks.length, 'task')} done
        </h2>
        {tasks.length === 0 && <p className={classes['hint']}>What has to be done about this incident stands here.</p>}
        <ul>
          {tasks.map((task) => (
            <TaskLine key={task.id} task={task} tasks={tasks} />
          ))}
        </ul>
        {tasks.length > 1 && <p className={classes['meta']}>Alt and the arrows move the task that has the focus.</p>}
      </section>
    </div>
  );
}

function TaskLine({ task, tasks }: { readonly task: Task; readonly tasks: readonly Task[] }): ReactNode {
  const { work } = useIncident();
  const [text, setText] = useState<string | null>(null);
  const at = tasks.indexOf(task);

  function move(by: 1 | -1): void {
    const order = orderAt(tasks, task.id, by);
    if (order !== null) work.editTask(task, { order }, by < 0 ? 'Moved the task up' : 'Moved the task down');
  }

  function onKeyDown(event: KeyboardEvent): void {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
    if (by === null || !event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    move(by);
  }

  if (text !== null) {
    return (
      <li className={classes['item']}>
        <form
          className={classes['form']}
          onSubmit={(event) => {
            event.preventDefault();
            setText(null);
            if (text.trim() !== '' && text.trim() !== task.text) {
              work.editTask(task, { text: text.trim() }, 'Changed the task');
            }
          }}
        >
          <TextField label="The task" isLabelHidden value={text} onChange={setText} autoFocus />
          <div className={classes['buttons']}>
            <Button type="submit" kind="primary">
              Keep the change
            </Button>
            <Button onPress={() => setText(null)}>Cancel</Button>
          </div>
        </form>
      </li>
    );
  }
  return (
    // Its buttons have the focus; the keys that move it work from each of them.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li className={classes['task']} onKeyDown={onKeyDown}>
      <span className={classes['grow']}>
        <Checkbox
          isSelected={task.isDone}
          onChange={(isDone) => work.editTask(task, { isDone }, isDone ? 'The task is done' : 'The task is open again')}
        >
          <span className={task.isDone ? classes['done'] : undefined}>
            <EvidenceText isProse>{task.text}</EvidenceText>
          </span>
        </Checkbox>
      </span>
      <span className={classes['meta']}>
        <EvidenceText isProse>{task.actor}</EvidenceText> <When timeUs={task.addedUs} precision="minute" />
      </span>
      <IconButton icon={ArrowUp} label="Move up" keys="Alt+ArrowUp" isDisabled={at === 0} onPress={() => move(-1)} />
      <IconButton
        icon={ArrowDown}
        label="Move down"
        keys="Alt+ArrowDown"
        isDisabled={at === tasks.length - 1}
        onPress={() => move(1)}
      />
      <IconButton icon={Pencil} label="Change the task" onPress={() => setText(task.text)} />
      <IconButton
        icon={Trash2}
        label="Remove the task"
        onPress={() => {
          work.removeTask(task);
          focusWriting();
        }}
      />
    </li>
  );
}
