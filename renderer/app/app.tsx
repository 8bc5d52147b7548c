/** The whole window: rail, screen, status bar, and what lies over them. */
import { Suspense, useEffect, type ReactNode } from 'react';
import { useCommandStore } from './commands/command.ts';
import { Palette } from './commands/palette.tsx';
import { ShortcutSheet } from './commands/shortcut-sheet.tsx';
import { useEngineStore } from './engine/engine-store.ts';
import { useAppQuery, WorkspaceProvider } from './engine/queries.tsx';
import { DesktopShell } from './desktop-shell.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { GlobalCommands } from './global-commands.tsx';
import { usePlace } from './router.ts';
import { fitsPlace, screenOf } from './screens.ts';
import { Banners } from './shell/banners.tsx';
import { DropOverlay } from './shell/drop-overlay.tsx';
import { Rail } from './shell/rail.tsx';
import { StatusBar } from './shell/status-bar.tsx';
import { Toasts } from './shell/toasts.tsx';
import { WorkspaceGate } from './shell/workspace-gate.tsx';
import { applyTheme } from './theme.ts';
import { ianaZone, useZone } from '../lib/format.ts';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import classes from './app.module.css';

export function App(): ReactNode {
  const { workspace, screen } = usePlace();
  const { data: app, error } = useAppQuery('app.describe', {});
  const isRefused = useEngineStore(({ state }) => state.kind === 'refused');
  const settings = app?.settings;

  useEffect(() => {
    if (settings === undefined) return;
    applyTheme(settings);
    useZone.setState({ zone: ianaZone(settings.zone) });
    useCommandStore.setState({ keys: settings.keys });
  }, [settings]);

  useEffect(() => {
    document.title = [screenOf(screen)?.title, 'Vedette'].filter(Boolean).join(' · ');
  }, [screen]);

  if (isRefused) {
    return (
      <Empty
        title="This window is not let in"
        text="The link was used before, or Vedette was started again since. Open the link that `vedette serve` prints; each lets in one browser, once."
      />
    );
  }
  return (
    <div className={classes['app']}>
      <GlobalCommands />
      {window.vedette !== undefined && <DesktopShell bridge={window.vedette} />}
      <Banners />
      <Rail />
      <main className={classes['main']} tabIndex={-1}>
        {error !== null && <Failed error={error} />}
        {app === undefined && error === null && <Skeleton />}
        {app !== undefined && (
          <CurrentScreen key={`${workspace ?? ''} ${screen}`} workspace={workspace} screen={screen} />
        )}
      </main>
      <StatusBar />
      <Palette />
      <ShortcutSheet />
      <Toasts />
    </div>
  );
}

function CurrentScreen({
  workspace,
  screen,
}: {
  readonly workspace: string | null;
  readonly screen: string;
}): ReactNode {
  const found = screenOf(screen);
  if (found === undefined || !fitsPlace(found, workspace)) {
    return (
      <Empty
        title="There is no such screen"
        text={`Nothing is called ${screen} here. Go to Home by pressing g, then h.`}
      />
    );
  }
  const view = (
    <ErrorBoundary>
      <Suspense fallback={<Skeleton />}>
        <found.view />
      </Suspense>
    </ErrorBoundary>
  );
  if (workspace === null) return view;
  return (
    <WorkspaceProvider id={workspace}>
      {found.isOfWorkspace ? (
        <WorkspaceGate>
          {view}
          <DropOverlay />
        </WorkspaceGate>
      ) : (
        view
      )}
    </WorkspaceProvider>
  );
}
