/** The views of an incident beside each other. */
import type { ReactNode } from 'react';
import { Tabs } from '../../ui/tabs.tsx';
import { ActivityTab } from './activity-tab.tsx';
import { AlertsTab } from './alerts-tab.tsx';
import { AttackTab } from './attack-tab.tsx';
import { EvidenceTab } from './evidence-tab.tsx';
import { GraphTab } from './graph-tab.tsx';
import { useIncident } from './incident-context.ts';
import { NotesTab } from './notes-tab.tsx';
import { ProcessesTab } from './processes-tab.tsx';
import { StoryTab } from './story-tab.tsx';
import { TasksTab } from './tasks-tab.tsx';
import classes from './incident.module.css';

export function IncidentTabs(): ReactNode {
  const { read, tab, openTab } = useIncident();
  const { incident, notes, tasks, pins } = read;
  const open = tasks.filter(({ isDone }) => !isDone).length;
  const tabs = [
    { id: 'story', title: 'Story', view: () => <StoryTab /> },
    { id: 'alerts', title: 'Alerts', number: incident.alertCount, view: () => <AlertsTab /> },
    { id: 'graph', title: 'Graph', view: () => <GraphTab /> },
    { id: 'processes', title: 'Processes', view: () => <ProcessesTab /> },
    { id: 'attack', title: 'ATT&CK', number: incident.techniques.length, view: () => <AttackTab /> },
    { id: 'evidence', title: 'Evidence', number: pins.length, view: () => <EvidenceTab /> },
    { id: 'notes', title: 'Notes', number: notes.length, view: () => <NotesTab /> },
    { id: 'tasks', title: 'Tasks', number: open, view: () => <TasksTab /> },
    { id: 'activity', title: 'Activity', view: () => <ActivityTab /> },
  ];
  return (
    <div className={classes['tabs']} data-incident-tabs>
      <Tabs
        label="Views of the incident"
        selected={tabs.some(({ id }) => id === tab) ? tab : 'story'}
        onSelect={openTab}
        tabs={tabs}
      />
    </div>
  );
}
