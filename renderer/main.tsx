/** The page's start: finds out where it runs, connects, shows. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { listenToKeys } from './app/commands/keyboard.ts';
import { browserHost } from './app/engine/browser-host.ts';
import { createClient } from './app/engine/client.ts';
import { desktopHost } from './app/engine/desktop-host.ts';
import { connect, createQueryClient, EngineProvider } from './app/engine/queries.tsx';
import './ui/base.css';

const client = createClient(desktopHost() ?? browserHost());
const queries = createQueryClient();
connect(client, queries);
listenToKeys();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <EngineProvider client={client} queries={queries}>
      <App />
    </EngineProvider>
  </StrictMode>,
);
