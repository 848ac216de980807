'use client';

import {
  cloneElement,
  createContext,
  type ReactElement,
  type ReactNode,
  use,
  useEffect,
  useId,
  useState,
  useSyncExternalStore,
} from 'react';
import { hoverProps, LentTrigger, Loan } from './lent-trigger';
import { usePortalContainer } from './portal-container';
import type { ApproachedTooltip } from './tooltip-popups';
import { useOnDemand } from './use-on-demand';

type TooltipProps = {
  /** Undefined while there is nothing to say. The element stays the same when that changes, so it keeps the focus. */
  content: ReactNode | undefined;
  /** One focusable element. */
  children: ReactElement<{ 'aria-describedby'?: string }>;
  side?: ApproachedTooltip['side'];
  /** True if the content adds to the element's name. It is then announced as its description. */
  describe?: boolean;
};

type Approached = ReadonlyMap<string, ApproachedTooltip>;

const NONE: Approached = new Map();

/**
 * Tooltips of elements that were hovered or focused. They are rendered in one place, because a visible one makes the next appear
 * at once.
 */
class Tooltips {
  #approached = NONE;
  readonly #listeners = new Set<() => void>();

  readonly current = () => this.#approached;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  set(id: string, tooltip: ApproachedTooltip) {
    this.#change(new Map(this.#approached).set(id, tooltip));
  }

  remove(id: string) {
    const left = new Map(this.#approached);
    if (left.delete(id)) this.#change(left);
  }

  #change(approached: Approached) {
    this.#approached = approached;
    for (const listener of this.#listeners) listener();
  }
}

const TooltipsContext = createContext<Tooltips | null>(null);

/** Loads the tooltip code. Pages call it after they have loaded. */
export const loadTooltipPopups = () => import('./tooltip-popups').then((module) => module.TooltipPopups);

/** Renders the tooltips of its content. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  const [tooltips] = useState(() => new Tooltips());
  return (
    <TooltipsContext value={tooltips}>
      {children}
      <ApproachedTooltips tooltips={tooltips} />
    </TooltipsContext>
  );
}

function ApproachedTooltips({ tooltips }: { tooltips: Tooltips }) {
  const approached = useSyncExternalStore(tooltips.subscribe, tooltips.current, () => NONE);
  const [Popups, want] = useOnDemand(loadTooltipPopups);
  const wanted = approached.size > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for again by each tooltip that is approached, if it did not come
  useEffect(() => {
    if (wanted) want();
  }, [approached]);
  return Popups ? <Popups approached={approached} /> : null;
}

/** Text about an element, while it is hovered or focused by keyboard. Needs a TooltipProvider. */
export function Tooltip({ content, children, side = 'top', describe = false }: TooltipProps) {
  const id = useId();
  const tooltips = use(TooltipsContext);
  const [loan] = useState(() => new Loan());
  const [approached, setApproached] = useState(false);
  const container = usePortalContainer();
  useEffect(() => {
    if (approached && content !== undefined) tooltips?.set(id, { loan, content, side, container });
    else tooltips?.remove(id);
  }, [approached, tooltips, id, loan, content, side, container]);
  useEffect(() => () => tooltips?.remove(id), [tooltips, id]);
  const describes = describe && content !== undefined;
  const trigger = describes ? cloneElement(children, { 'aria-describedby': id }) : children;
  return (
    <>
      <LentTrigger loan={loan} first={hoverProps(loan, () => setApproached(true))} trigger={trigger} />
      {describes ? (
        <span id={id} hidden>
          {content}
        </span>
      ) : null}
    </>
  );
}
