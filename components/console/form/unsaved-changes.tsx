'use client';

import { useEffect, useState } from 'react';
import { Button } from '../../ui/button';
import { useRouter } from '../../ui/navigation';
import { useOnDemand } from '../../ui/use-on-demand';

const loadDialog = () => import('../../ui/dialog').then((module) => module.Dialog);

/** The page that the user was going to: a link, or an entry of the history. */
type Leaving = { kind: 'link'; href: string } | { kind: 'history'; key: string };

type UnsavedChangesProps = {
  dirty: boolean;
  /** True if the changes survive a reload of the tab. Then only leaving the page asks. */
  kept?: boolean;
  /** Called when the user discards the changes. */
  onLeave?: () => void;
};

/** Asks for confirmation before a link, Back or closing the tab discards the changes, while `dirty`. */
export function UnsavedChanges({ dirty, kept = false, onLeave }: UnsavedChangesProps) {
  const router = useRouter();
  const [leaving, setLeaving] = useState<Leaving | null>(null);
  const [Dialog, wantDialog] = useOnDemand(loadDialog);
  useEffect(() => (dirty ? guard(setLeaving, kept) : undefined), [dirty, kept]);
  const asks = leaving !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: starts when the first change is made, and again if loading failed
  useEffect(() => {
    if (dirty || asks) wantDialog();
  }, [dirty, asks]);

  const leave = () => {
    setLeaving(null);
    onLeave?.();
    if (leaving?.kind === 'link') router.push(leaving.href);
    else if (leaving) allowedKey = leaving.key;
    if (leaving?.kind === 'history') void window.navigation.traverseTo(leaving.key);
  };
  if (!Dialog) return null;
  return (
    <Dialog
      open={asks}
      onOpenChange={() => setLeaving(null)}
      title="Leave without saving?"
      size="sm"
      footer={
        <>
          <Button onClick={() => setLeaving(null)}>Stay</Button>
          <Button variant="danger-primary" onClick={leave}>
            Leave
          </Button>
        </>
      }
    >
      <p>The changes on this page are not saved and will be lost.</p>
    </Dialog>
  );
}

// The key of the history entry that the user has confirmed.
let allowedKey: string | undefined;

function guard(ask: (leaving: Leaving) => void, kept: boolean): () => void {
  const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
  const onClick = (event: MouseEvent) => {
    const href = inAppLink(event);
    if (href === null) return;
    event.preventDefault();
    event.stopPropagation();
    ask({ kind: 'link', href });
  };
  // Without the Navigation API, Back and Forward can't be intercepted.
  const onNavigate = (event: NavigateEvent) => {
    const { key, url } = event.destination;
    if (event.navigationType !== 'traverse' || !event.cancelable || allowedKey === key) return;
    if (new URL(url).pathname === window.location.pathname) return;
    event.preventDefault();
    ask({ kind: 'history', key });
  };
  if (!kept) window.addEventListener('beforeunload', onUnload);
  document.addEventListener('click', onClick, true);
  // Some browsers don't have the Navigation API.
  const navigation: Navigation | undefined = window.navigation;
  navigation?.addEventListener('navigate', onNavigate);
  return () => {
    window.removeEventListener('beforeunload', onUnload);
    document.removeEventListener('click', onClick, true);
    navigation?.removeEventListener('navigate', onNavigate);
  };
}

// Returns the target of a plain click on a link to another page of this console, or null.
function inAppLink(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return null;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  // The browser loads a link with a target, and asks for confirmation itself.
  if (!link?.href || link.target !== '' || link.hasAttribute('download')) return null;
  const url = new URL(link.href);
  if (url.origin !== window.location.origin || url.pathname === window.location.pathname) return null;
  return url.pathname + url.search + url.hash;
}
