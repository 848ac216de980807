'use client';

import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { Alert, type AlertKind } from '../../ui/alert';
import { Button } from '../../ui/button';
import { usePathname } from '../../ui/navigation';
import { TextLink } from '../../ui/text-link';
import { type ConsoleError, errorTitle } from '../page/console-error';
import { ErrorDetails } from '../page/error-box';
import { addFlash, ageFlashes, type Flash, type FlashLink, withdrawOffer } from './flash-messages';
import { openTerminal, terminalRequests } from './terminal-requests';

export type Flasher = {
  /** Shows a success message, for example "User maria was created.", with a link. */
  success: (text: string, link?: FlashLink) => void;
  info: (text: string, link?: FlashLink) => void;
  warning: (text: string, link?: FlashLink) => void;
  /** Shows a failed call. `text` names the failed action. */
  error: (error: ConsoleError, text?: string) => void;
  /** Takes the action of a link from older messages. It would start from the wrong place after another write. */
  withdraw: (link: FlashLink | undefined) => void;
  dismissAll: () => void;
};

type FlashState = { flashes: readonly Flash[]; flasher: Flasher; dismiss: (id: number) => void };

const FlashContext = createContext<FlashState | null>(null);

/** Stores the messages above all pages, so that they survive navigation. */
export function FlashProvider({ children }: { children: ReactNode }) {
  const [flashes, setFlashes] = useState<readonly Flash[]>([]);
  const nextId = useRef(1);
  const pathname = usePathname();
  const lastPath = useRef(pathname);
  useEffect(() => {
    if (lastPath.current === pathname) return;
    lastPath.current = pathname;
    setFlashes(ageFlashes);
  }, [pathname]);

  const flasher = useMemo<Flasher>(() => {
    const add = (kind: AlertKind, text: string, more: Pick<Flash, 'link' | 'error'>) =>
      setFlashes((current) => addFlash(current, { id: nextId.current++, kind, text, pagesSeen: 0, ...more }));
    return {
      success: (text, link) => add('success', text, { link }),
      info: (text, link) => add('info', text, { link }),
      warning: (text, link) => add('warning', text, { link }),
      error: (error, text) => add('error', text ?? errorTitle(error), { error }),
      withdraw: (link) => setFlashes((current) => withdrawOffer(current, link)),
      dismissAll: () => setFlashes([]),
    };
  }, []);
  const state = useMemo<FlashState>(
    () => ({ flashes, flasher, dismiss: (id) => setFlashes((current) => current.filter((flash) => flash.id !== id)) }),
    [flashes, flasher],
  );
  return <FlashContext value={state}>{children}</FlashContext>;
}

function useFlashState(): FlashState {
  const state = useContext(FlashContext);
  if (!state) throw new Error('useFlash needs a FlashProvider above it');
  return state;
}

/** Returns the functions that show a message in the flashbar. */
export function useFlash(): Flasher {
  return useFlashState().flasher;
}

/** Renders the messages. A layout has one flashbar. */
export function Flashbar() {
  const { flashes, dismiss } = useFlashState();
  return (
    <section
      aria-label="Notifications"
      aria-live="polite"
      aria-relevant="additions"
      data-stays-on-top
      className="space-y-2 [&:not(:empty)]:sticky [&:not(:empty)]:top-14 [&:not(:empty)]:z-20 [&:not(:empty)]:mb-4 print:hidden max-h-[50dvh] overflow-y-auto"
    >
      {flashes.map((flash) => (
        <FlashMessage key={flash.id} flash={flash} onDismiss={() => dismiss(flash.id)} />
      ))}
    </section>
  );
}

/** Renders one message. A message with an action takes the focus, as the pressed button has often disappeared with its resource. */
function FlashMessage({ flash, onDismiss }: { flash: Flash; onDismiss: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  const { link } = flash;
  const hasAction = link !== undefined && 'onSelect' in link;
  useEffect(() => {
    if (hasAction) box.current?.focus({ preventScroll: true });
  }, [hasAction]);
  return (
    <div ref={box} tabIndex={-1} className="rounded-md bg-surface">
      <Alert
        kind={flash.kind}
        title={flash.error ? flash.text : undefined}
        onDismiss={onDismiss}
        action={
          link || flash.kind === 'success' ? (
            <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
              {link ? <FlashAction link={link} onDone={onDismiss} /> : null}
              {flash.kind === 'success' ? <ShowCommand /> : null}
            </span>
          ) : undefined
        }
      >
        {flash.error ? <ErrorDetails error={flash.error} /> : flash.text}
      </Alert>
    </div>
  );
}

/** Puts the commands that make the same change into the shell. */
function ShowCommand() {
  const has = useSyncExternalStore(terminalRequests.subscribe, terminalRequests.hasTerminal, terminalRequests.noneOnServer);
  if (!has) return null;
  return (
    <Button variant="link" onClick={() => openTerminal({ lastChanges: true })}>
      Show command
    </Button>
  );
}

function FlashAction({ link, onDone }: { link: FlashLink; onDone: () => void }) {
  if ('href' in link) {
    return (
      <TextLink href={link.href} className="font-medium">
        {link.label}
      </TextLink>
    );
  }
  const act = () => {
    onDone();
    link.onSelect();
  };
  return (
    <Button variant="link" size="sm" onClick={act}>
      {link.label}
    </Button>
  );
}
