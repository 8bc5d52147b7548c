/** The system's dialogs for files. What is chosen goes to the engine; a page is told ids and grants only. */
import path from 'node:path';
import type { BaseWindow, Dialog, OpenDialogOptions } from 'electron';
import type { ChosenFile, EvidenceKind } from '../../core/contract/desktop.ts';
import type { Supervisor } from '../../core/engine/process/supervisor.ts';
import { grantFile } from './openings.ts';

const ENDING = '.vedette';
const WORKSPACES = { name: 'Vedette workspace', extensions: ['vedette'] };
const CHOOSE: Readonly<Record<EvidenceKind, OpenDialogOptions>> = {
  files: { title: 'Choose evidence', properties: ['openFile', 'multiSelections'] },
  folder: { title: 'Choose a folder of evidence', properties: ['openDirectory', 'multiSelections'] },
};

export interface FileDialogs {
  chooseEvidence(parent: BaseWindow, kind: EvidenceKind): Promise<readonly ChosenFile[]>;
  /** The workspace's id; null where nothing was chosen. */
  openWorkspace(parent: BaseWindow): Promise<string | null>;
  newWorkspace(parent: BaseWindow): Promise<string | null>;
}

export interface FileDialogParts {
  readonly dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>;
  readonly supervisor: Pick<Supervisor, 'grant' | 'register'>;
  /** Where new workspaces are offered to go. */
  readonly folder: string;
}

export function fileDialogs({ dialog, supervisor, folder }: FileDialogParts): FileDialogs {
  return {
    chooseEvidence: async (parent, kind) => {
      const { canceled, filePaths } = await dialog.showOpenDialog(parent, CHOOSE[kind]);
      return canceled ? [] : Promise.all(filePaths.map((file) => grantFile(supervisor, file)));
    },
    openWorkspace: async (parent) => {
      const { canceled, filePaths } = await dialog.showOpenDialog(parent, {
        title: 'Open a workspace',
        filters: [WORKSPACES],
        properties: ['openFile'],
      });
      const [file] = filePaths;
      return canceled || file === undefined ? null : supervisor.register(file);
    },
    newWorkspace: async (parent) => {
      const { canceled, filePath } = await dialog.showSaveDialog(parent, {
        title: 'New workspace',
        defaultPath: path.join(folder, `case${ENDING}`),
        filters: [WORKSPACES],
        properties: ['createDirectory'],
      });
      if (canceled || filePath === '') return null;
      // A workspace that is there is opened as it is, whatever the system asked about replacing it.
      return supervisor.register(filePath.toLowerCase().endsWith(ENDING) ? filePath : `${filePath}${ENDING}`, true);
    },
  };
}
