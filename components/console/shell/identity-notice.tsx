'use client';

import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { popupClass } from '../../ui/field/control-class';

export type IdentityNoticeProps = {
  /** The identity that the page still shows. */
  shown: string;
  /** The identity that is signed in now; null if signed out. */
  signedInAs: string | null;
  onGoOn: () => void;
};

/** Covers a page whose identity is no longer the caller. It can't be dismissed, because the page no longer works. */
export function IdentityNotice({ shown, signedInAs, onGoOn }: IdentityNoticeProps) {
  return (
    <AlertDialog.Root open>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-50 bg-scrim" />
        <AlertDialog.Popup
          className={classNames(
            popupClass,
            'fixed inset-x-0 top-[max(1rem,10vh)] z-50 mx-auto w-[calc(100%-2rem)] max-w-md rounded-lg',
          )}
        >
          <div className="space-y-2 break-words px-5 py-4">
            <AlertDialog.Title className="font-semibold text-lg">
              {signedInAs === null ? 'You are no longer signed in' : `You are now signed in as ${signedInAs} in another tab`}
            </AlertDialog.Title>
            <AlertDialog.Description>
              {signedInAs === null
                ? `This page still shows ${shown}, whose session has ended. Your last action was not performed.`
                : `This page still shows ${shown}, and your last action was not performed. Reload the page to continue as ${signedInAs}.`}
            </AlertDialog.Description>
          </div>
          <footer className="flex justify-end border-line border-t px-5 py-3">
            <Button variant="primary" onClick={onGoOn}>
              {signedInAs === null ? 'Sign in' : 'Reload'}
            </Button>
          </footer>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
