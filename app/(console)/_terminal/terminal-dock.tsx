'use client';

import { ExternalLink, Maximize2, Minimize2, PanelBottom, PanelRight, X } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { buttonClass, IconButton } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Link } from '@/components/ui/navigation';
import { paths } from '@/lib/console/paths';
import { type DockPlace, type DockState, LEAST_PX, withinWindow, writeDock } from './dock-state';
import type { TerminalIdentity } from './identity';
import { TerminalGate } from './terminal-gate';
import { TerminalTabs } from './terminal-tabs';

type TerminalDockProps = {
  identity: TerminalIdentity;
  region: string;
  state: DockState;
  onState: (state: DockState) => void;
  onClose: () => void;
};

/** The terminal beside or below the page: tabs, each with a shell of its own. */
export function TerminalDock({ identity, region, state, onState, onClose }: TerminalDockProps) {
  const isSmall = useIsSmall();
  const place: DockPlace = isSmall ? 'full' : state.place;
  const [room, setRoom] = useState({ width: window.innerWidth, height: window.innerHeight });
  useEffect(() => {
    const measure = () => setRoom({ width: window.innerWidth, height: window.visualViewport?.height ?? window.innerHeight });
    measure();
    window.addEventListener('resize', measure);
    window.visualViewport?.addEventListener('resize', measure);
    return () => {
      window.removeEventListener('resize', measure);
      window.visualViewport?.removeEventListener('resize', measure);
    };
  }, []);
  const height = withinWindow(state.height, room.height);
  const width = withinWindow(state.width, room.width);

  // The page ends where the terminal begins.
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    if (place === 'bottom') style.setProperty('--dock-bottom', `${height}px`);
    if (place === 'right') style.setProperty('--dock-right', `${width}px`);
    return () => {
      style.removeProperty('--dock-bottom');
      style.removeProperty('--dock-right');
    };
  }, [place, height, width]);

  // Nothing behind a shell of full size can get the focus. Dialogs are in front of it.
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (place !== 'full') return;
    const behind = [...document.body.children].filter(
      (one) => one instanceof HTMLElement && !one.inert && one !== section.current,
    );
    for (const one of behind) one.toggleAttribute('inert', true);
    return () => {
      for (const one of behind) one.toggleAttribute('inert', false);
    };
  }, [place]);

  const change = (changed: Partial<DockState>) => {
    const next = { ...state, ...changed };
    writeDock(next);
    onState(next);
  };

  return (
    <section
      ref={section}
      aria-label="Shell"
      data-shell-chrome
      style={{
        ...(place === 'bottom' && { height }),
        ...(place === 'right' && { width }),
        ...(place === 'full' && { height: room.height }),
      }}
      className={classNames(
        'fixed z-30 flex flex-col border-line bg-surface print:hidden',
        place === 'bottom' && 'inset-x-0 bottom-0 border-t',
        place === 'right' && 'top-12 right-0 bottom-0 border-l',
        place === 'full' && 'inset-x-0 top-0',
      )}
    >
      {place === 'full' ? null : (
        <Handle
          place={place}
          size={place === 'bottom' ? height : width}
          most={place === 'bottom' ? room.height : room.width}
          onSize={(size) => change(place === 'bottom' ? { height: size } : { width: size })}
        />
      )}
      <TerminalGate onClose={onClose}>
        {(hasHome) => (
          <TerminalTabs
            hasHome={hasHome}
            identity={identity}
            region={region}
            onClose={onClose}
            tools={
              <>
                {isSmall ? null : (
                  <>
                    <IconButton
                      label={place === 'right' ? 'Dock at the bottom' : 'Dock at the right'}
                      size="sm"
                      onClick={() => change({ place: place === 'right' ? 'bottom' : 'right' })}
                    >
                      {place === 'right' ? <PanelBottom aria-hidden size={16} /> : <PanelRight aria-hidden size={16} />}
                    </IconButton>
                    <IconButton
                      label={place === 'full' ? 'Leave full screen' : 'Full screen'}
                      size="sm"
                      onClick={() => change({ place: place === 'full' ? 'bottom' : 'full' })}
                    >
                      {place === 'full' ? <Minimize2 aria-hidden size={16} /> : <Maximize2 aria-hidden size={16} />}
                    </IconButton>
                  </>
                )}
                <Link
                  href={paths.shell}
                  target="_blank"
                  aria-label="Open the shell in a new tab"
                  className={classNames(buttonClass('ghost', 'sm'), 'w-7 px-0 max-sm:hidden')}
                >
                  <ExternalLink aria-hidden size={16} />
                </Link>
                <IconButton label="Close shell" size="sm" aria-keyshortcuts="Control+`" onClick={onClose}>
                  <X aria-hidden size={16} />
                </IconButton>
              </>
            }
          />
        )}
      </TerminalGate>
    </section>
  );
}

type HandleProps = { place: 'bottom' | 'right'; size: number; most: number; onSize: (size: number) => void };

/** The edge between page and terminal, which the pointer and the arrow keys move. */
function Handle({ place, size, most, onSize }: HandleProps) {
  const isBelow = place === 'bottom';
  const move = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    onSize(withinWindow(isBelow ? window.innerHeight - event.clientY : window.innerWidth - event.clientX, most));
  };
  const keys: Readonly<Record<string, number>> = isBelow ? { ArrowUp: 24, ArrowDown: -24 } : { ArrowLeft: 24, ArrowRight: -24 };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule can't be moved
    <div
      role="separator"
      aria-label="Size of the shell"
      aria-orientation={isBelow ? 'horizontal' : 'vertical'}
      aria-valuenow={size}
      aria-valuemin={LEAST_PX}
      aria-valuemax={withinWindow(Number.POSITIVE_INFINITY, most)}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={move}
      onKeyDown={(event: KeyboardEvent) => {
        const step = keys[event.key];
        if (step === undefined) return;
        event.preventDefault();
        onSize(withinWindow(size + step, most));
      }}
      className={classNames(
        'absolute z-10 touch-none hover:bg-accent-soft focus-visible:bg-accent',
        isBelow ? 'inset-x-0 -top-1 h-2 cursor-row-resize' : 'inset-y-0 -left-1 w-2 cursor-col-resize',
      )}
    />
  );
}

/** True in a window without room for a page beside the terminal. */
function useIsSmall(): boolean {
  const [isSmall, setSmall] = useState(() => window.matchMedia('(max-width: 639px)').matches);
  useEffect(() => {
    const query = window.matchMedia('(max-width: 639px)');
    const follow = () => setSmall(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return isSmall;
}
