/** Asks the engine what it has stored, from the page that is let in, but not through the interface. */
import type { Page } from 'playwright-core';
import type { PageInput, PageMethod, PageOutput } from '../../core/contract/page.ts';

export async function ask<Name extends PageMethod>(
  page: Page,
  workspace: string | null,
  method: Name,
  input: PageInput<Name>,
): Promise<PageOutput<Name>> {
  const answer = await page.evaluate(
    (message) =>
      new Promise<{ readonly kind: string; readonly out?: unknown; readonly error?: unknown }>((resolve) => {
        const socket = new WebSocket(`ws://${location.host}/engine`);
        socket.addEventListener('open', () => socket.send(JSON.stringify(message)));
        socket.addEventListener('message', ({ data }) => {
          const told = JSON.parse(String(data)) as { readonly kind: string; readonly id?: number };
          if (told.id !== 1 || (told.kind !== 'done' && told.kind !== 'failed')) return;
          socket.close();
          resolve(told);
        });
      }),
    { kind: 'call', id: 1, workspace, method, input } as const,
  );
  if (answer.kind === 'failed') throw new Error(`${method}: ${JSON.stringify(answer.error)}`);
  return answer.out as PageOutput<Name>;
}
