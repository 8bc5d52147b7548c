/** A dialog, for steps that cannot be taken back and for what has to be asked before anything is done. */
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from './button.tsx';
import classes from './dialog.module.css';

interface DialogProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly isWide?: boolean;
  readonly isAlert?: boolean;
  readonly onClose: () => void;
}

export function Dialog({ title, children, isWide = false, isAlert = false, onClose }: DialogProps): ReactNode {
  return (
    <ModalOverlay className={classes['shade']!} isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className={`${classes['modal']} ${isWide ? classes['wide'] : ''}`}>
        <AriaDialog className={classes['dialog']!} role={isAlert ? 'alertdialog' : 'dialog'}>
          <Heading slot="title" className={classes['title']!}>
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export function DialogActions({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className={classes['actions']}>{children}</div>;
}

interface ConfirmProps {
  readonly title: string;
  readonly children: ReactNode;
  /** The verb and what it destroys: `Delete 3 notes`. */
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that cannot be undone. */
export function Confirm({ title, children, action, onConfirm, onClose }: ConfirmProps): ReactNode {
  return (
    <Dialog title={title} isAlert onClose={onClose}>
      {children}
      <DialogActions>
        <Button autoFocus onPress={onClose}>
          Cancel
        </Button>
        <Button
          kind="danger"
          onPress={() => {
            onClose();
            onConfirm();
          }}
        >
          {action}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
