'use client';

import { Columns2, Eye, EyeOff, Link2, MousePointerClick, QrCode, Square, Terminal, Type, X } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { BrandMark } from '@/components/console/shell/brand-mark';
import type { ThemeChoice } from '@/components/console/shell/theme';
import { ThemeSwitch } from '@/components/console/shell/theme-switch';
import { Button, ButtonLink } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Kbd } from '@/components/ui/kbd';
import { paths } from '@/lib/console/paths';
import { DemonstrationButtons } from './demonstration-buttons';
import { type Clicked, clickAlike, isTyping, pageIn } from './frame';
import { Pane } from './pane';
import type { Persona } from './persona';

const PageCode = dynamic(() => import('./page-code').then((module) => module.PageCode));
const WirePane = dynamic(() => import('./wire-pane').then((module) => module.WirePane));

type PresenterProps = {
  personas: readonly Persona[];
  theme: ThemeChoice;
  /** The address at which other devices reach this server. Null for this browser's own. */
  origin: string | null;
  /** The first page. */
  first: string;
  /** True if it starts with one pane. */
  alone: boolean;
  /** The demonstration: true if it can be started here, and if it is open. */
  demonstration: { offered: boolean; open: boolean };
};

/** The console as one or two users see it, for a projector: enlarged, without secrets, with clicks repeated on both sides. */
export function Presenter({ personas, theme, origin, first, alone, demonstration }: PresenterProps) {
  const [chosen, setChosen] = useState(() => personas.slice(0, alone ? 1 : 2).map(({ name }) => name));
  const [together, setTogether] = useState(true);
  const [enlarged, setEnlarged] = useState(true);
  const [secretsHidden, setSecretsHidden] = useState(true);
  const [ending, setEnding] = useState(false);
  const [wire, setWire] = useState(false);
  const [blank, setBlank] = useState(false);
  const [code, setCode] = useState<string | null>(null);
  const [last, setLast] = useState<{ pane: number; clicked: Clicked } | null>(null);
  const [said, setSaid] = useState('');
  const pages = useRef<(string | undefined)[]>([]);
  /** The page that a pane still shows while it loads the next one. */
  const leaving = useRef<(string | undefined)[]>([]);
  const left = useRef<HTMLIFrameElement>(null);
  const right = useRef<HTMLIFrameElement>(null);
  const frames = [left, right];

  const shown = chosen.flatMap((name) => personas.find((persona) => persona.name === name) ?? []);
  const two = shown.length === 2;

  const follow = (pane: number, page: string) => {
    if (leaving.current[pane] === page) return;
    const wasSent = leaving.current[pane] !== undefined;
    leaving.current[pane] = undefined;
    const before = pages.current[pane];
    pages.current[pane] = page;
    // The first page, and pages opened from here, are not the user's navigation.
    if (wasSent || before === undefined || before === page || !two || !together) return;
    const other = 1 - pane;
    const persona = shown[other];
    const frame = frames[other]?.current;
    const shownThere = pageIn(frame ?? null);
    if (!persona || !frame?.contentWindow || shownThere === null || shownThere === page) return;
    leaving.current[other] = shownThere;
    frame.contentWindow.location.replace(persona.basePath + page);
  };

  const choose = (pane: number, name: string) => {
    pages.current[pane] = undefined;
    leaving.current[pane] = undefined;
    setChosen((names) => names.map((each, index) => (index === pane ? name : each)));
  };

  const showTwo = () => {
    const second = personas.find(({ name }) => name !== chosen[0]);
    if (second) setChosen([...chosen.slice(0, 1), second.name]);
  };

  const repeat = () => {
    if (!last) return;
    const done = clickAlike(frames[1 - last.pane]?.current ?? null, last.clicked);
    setSaid(
      done ? `“${last.clicked.name}” was clicked on the other side.` : `There is no “${last.clicked.name}” on the other side.`,
    );
  };

  const press = useEffectEvent((key: string) => {
    if (key === 'b') setBlank((is) => !is);
    else if (key === 'Escape') setBlank(false);
    else if (key === 'h') setSecretsHidden((are) => !are);
    else if (key === 'l') setEnlarged((is) => !is);
    else if (key === 'w') setWire((is) => !is);
    else if (key === 'r' && two) repeat();
  });
  useEffect(() => {
    const onKey = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      if (!ctrlKey && !metaKey && !altKey && !isTyping(target)) press(key);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  return (
    <div className="flex h-dvh flex-col">
      <header className="flex flex-wrap items-center gap-2 border-line border-b bg-surface px-3 py-2">
        <h1 className="mr-2 flex items-center gap-2 font-semibold">
          <BrandMark />
          Presenter
        </h1>
        <Toggle on={two} onChange={(on) => (on ? showTwo() : setChosen(chosen.slice(0, 1)))} disabled={personas.length < 2}>
          <Columns2 aria-hidden size={14} />
          Two personas
        </Toggle>
        {two ? (
          <>
            <Toggle on={together} onChange={setTogether}>
              <Link2 aria-hidden size={14} />
              Sync pages
            </Toggle>
            <Button size="sm" disabledReason={last ? undefined : 'Click something in a pane first'} onClick={repeat}>
              <MousePointerClick aria-hidden size={14} />
              Repeat on other side
              <Kbd>r</Kbd>
            </Button>
          </>
        ) : null}
        <Toggle on={enlarged} onChange={setEnlarged}>
          <Type aria-hidden size={14} />
          Large <Kbd>l</Kbd>
        </Toggle>
        <Toggle on={secretsHidden} onChange={setSecretsHidden}>
          {secretsHidden ? <EyeOff aria-hidden size={14} /> : <Eye aria-hidden size={14} />}
          Hide secrets <Kbd>h</Kbd>
        </Toggle>
        <Toggle on={wire} onChange={setWire}>
          <Terminal aria-hidden size={14} />
          Wire <Kbd>w</Kbd>
        </Toggle>
        <Button size="sm" onClick={() => setCode(pageIn(left.current) ?? paths.home)}>
          <QrCode aria-hidden size={14} />
          Show QR code
        </Button>
        <Button size="sm" onClick={() => setBlank(true)}>
          <Square aria-hidden size={14} className="fill-current" />
          Blank screen <Kbd>b</Kbd>
        </Button>
        <DemonstrationButtons
          {...demonstration}
          // The panes go first: a page that reads after the end of its session gets an error.
          onEnd={() => flushSync(() => setEnding(true))}
          onStay={() => setEnding(false)}
        />
        <span className="ml-auto flex flex-wrap items-center gap-2">
          <ThemeSwitch theme={theme} />
          <ButtonLink size="sm" href={paths.home} aria-label="Exit presenter">
            <X aria-hidden size={14} />
          </ButtonLink>
        </span>
        <p role="status" className={classNames('w-full text-ink-2 text-sm', !said && 'sr-only')}>
          {said}
        </p>
      </header>
      <main className={classNames('grid min-h-0 flex-1', two && 'divide-x divide-line lg:grid-cols-2')}>
        {(ending ? [] : shown).map((persona, pane) => (
          <Pane
            // biome-ignore lint/suspicious/noArrayIndexKey: a side of the screen stays that side, whoever is shown there
            key={pane}
            side={two ? (pane === 0 ? 'Left' : 'Right') : 'Shown'}
            personas={personas}
            persona={persona}
            onPersona={(name) => choose(pane, name)}
            frame={pane === 0 ? left : right}
            first={pageIn(left.current) ?? first}
            enlarged={enlarged}
            secretsHidden={secretsHidden}
            onPage={(page) => follow(pane, page)}
            onClicked={(clicked) => setLast({ pane, clicked })}
            onKey={press}
          />
        ))}
      </main>
      {wire && !ending ? (
        <WirePane
          shown={shown.map((persona, pane) => ({ persona, frame: pane === 0 ? left : right }))}
          enlarged={enlarged}
          secretsHidden={secretsHidden}
        />
      ) : null}
      {code !== null ? <PageCode page={code} origin={origin} onClose={() => setCode(null)} /> : null}
      {blank ? (
        <button
          type="button"
          aria-label="Show the blanked screen"
          className="fixed inset-0 z-50"
          style={{ background: '#000' }}
          onClick={() => setBlank(false)}
          // biome-ignore lint/a11y/noAutofocus: whatever had the focus is behind it
          autoFocus
        />
      ) : null}
    </div>
  );
}

type ToggleProps = { on: boolean; onChange: (on: boolean) => void; disabled?: boolean; children: ReactNode };

function Toggle({ on, onChange, disabled, children }: ToggleProps) {
  return (
    <Button
      size="sm"
      aria-pressed={on}
      disabledReason={disabled ? 'Only one persona is signed in with this browser. Add another one.' : undefined}
      className={on ? 'border-accent bg-accent-soft text-accent' : undefined}
      onClick={() => onChange(!on)}
    >
      {children}
    </Button>
  );
}
