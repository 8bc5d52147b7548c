/** Short news, with its undoing where there is one. */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { dismissToast, useToastStore, type Toast } from '../toasts.ts';
import classes from './toasts.module.css';

export function Toasts(): ReactNode {
  const toasts = useToastStore((store) => store.toasts);
  return (
    <section className={classes['list']} aria-label="News" aria-live="polite">
      {toasts.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function ToastLine({ toast: { id, text, error, undo } }: { readonly toast: Toast }): ReactNode {
  return (
    <div className={classes['toast']} role={error === null ? 'status' : 'alert'}>
      <span className={classes['text']}>
        {text}
        {error !== null && (
          <span className={classes['detail']}>
            <EvidenceText isProse>{error.message}</EvidenceText>. {error.hint} <code>{error.code}</code>
          </span>
        )}
      </span>
      <span className={classes['actions']}>
        {undo !== null && (
          <Button
            kind="quiet"
            onPress={() => {
              undo();
              dismissToast(id);
            }}
          >
            Undo
          </Button>
        )}
        <IconButton icon={X} label="Dismiss" onPress={() => dismissToast(id)} />
      </span>
    </div>
  );
}
