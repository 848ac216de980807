'use client';

import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import { buttonClass } from '@/components/ui/button';
import { Select } from '@/components/ui/field/select';
import { SECRETS_HIDDEN } from '@/components/ui/secret';
import { paths } from '@/lib/console/paths';
import { type Clicked, clickedOn, isTyping, pageIn } from './frame';
import type { Persona } from './persona';

/** The enlargement for a projector. */
const ENLARGED = 1.5;
/** The interval at which the presenter reads the page that its pane has navigated to. */
const LOOKED_AT_MS = 250;

type PaneProps = {
  side: string;
  personas: readonly Persona[];
  persona: Persona;
  onPersona: (name: string) => void;
  frame: RefObject<HTMLIFrameElement | null>;
  /** The first page. */
  first: string;
  enlarged: boolean;
  secretsHidden: boolean;
  onPage: (page: string) => void;
  onClicked: (clicked: Clicked) => void;
  onKey: (key: string) => void;
};

/** The console as one persona sees it. */
export function Pane({ side, personas, persona, onPersona, frame, first, enlarged, secretsHidden, ...on }: PaneProps) {
  const [start] = useState(first);
  const mark = useEffectEvent(() => {
    const root = frame.current?.contentDocument?.documentElement;
    if (!root) return;
    root.toggleAttribute(SECRETS_HIDDEN, secretsHidden);
    const theme = document.documentElement.dataset.theme;
    if (theme === undefined) delete root.dataset.theme;
    else root.dataset.theme = theme;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the document that is there by now
  useEffect(() => mark(), [secretsHidden]);
  useEffect(() => {
    const observer = new MutationObserver(() => mark());
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => observer.disconnect();
  }, []);

  const tell = useEffectEvent(() => {
    const page = pageIn(frame.current);
    if (page !== null) on.onPage(page);
  });
  useEffect(() => {
    const timer = setInterval(tell, LOOKED_AT_MS);
    return () => clearInterval(timer);
  }, []);

  const listen = useEffectEvent(() => {
    mark();
    const document = frame.current?.contentDocument;
    // Runs before the page's own listeners, which can remove the clicked element.
    document?.addEventListener(
      'click',
      ({ target, isTrusted }) => {
        const clicked = isTrusted ? clickedOn(target) : null;
        if (clicked) on.onClicked(clicked);
      },
      { capture: true },
    );
    document?.addEventListener('keydown', ({ key, target, ctrlKey, metaKey, altKey }) => {
      if (!ctrlKey && !metaKey && !altKey && !isTyping(target)) on.onKey(key);
    });
  });

  return (
    <section aria-label={`${side}: ${persona.label} in ${persona.account}`} className="flex min-h-0 min-w-0 flex-col">
      <div className="flex h-10 items-center gap-2 border-line border-b bg-sunken px-3">
        <Select
          aria-label={`${side} persona`}
          className="h-7 min-w-40 max-w-full"
          value={persona.name}
          onValueChange={onPersona}
          options={personas.map(({ name, label, account }) => ({ value: name, label: `${label} @ ${account}` }))}
        />
        <a
          href={paths.signIn(paths.present(), 'new')}
          aria-label={`${side}: add a persona`}
          className={buttonClass('normal', 'sm')}
        >
          Add persona
        </a>
      </div>
      <div className="relative min-h-0 flex-1 overflow-hidden">
        <iframe
          key={persona.name}
          ref={frame}
          title={`${side}: the console as ${persona.label} in ${persona.account}`}
          src={persona.basePath + start}
          onLoad={listen}
          className="absolute top-0 left-0 origin-top-left border-0 bg-bg"
          // Gives the page less space, and then draws it larger.
          style={
            enlarged
              ? { width: `${100 / ENLARGED}%`, height: `${100 / ENLARGED}%`, scale: `${ENLARGED}` }
              : { width: '100%', height: '100%' }
          }
        />
      </div>
    </section>
  );
}
