'use client';

import {
  cloneElement,
  type FocusEvent,
  type HTMLAttributes,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactElement,
  type Ref,
  type SyntheticEvent,
  useEffect,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
} from 'react';

/**
 * Menus, popovers, tooltips and selects need much code that few visits use. A page first has only their buttons, and loads the
 * rest when one is approached. The button's element must not be re-created then, because it can have the focus or be pressed at
 * that moment. So the loaded part renders Base UI's trigger into nothing (`lend`), and its props go to the existing element
 * (`LentTrigger`).
 */

type HTMLProps = HTMLAttributes<HTMLElement> & { ref?: Ref<HTMLElement> | undefined };
type Props = Record<string, unknown>;
type Trigger = ReactElement<Props>;

const NOTHING: Props = {};
const FOCUS_GUARD = '[data-base-ui-focus-guard]';

/** The focus guards placed before their trigger. */
const placed = new WeakSet<Element>();

/** The link between a trigger in the page and its loaded part. */
export class Loan {
  #element: HTMLElement | null = null;
  #props = NOTHING;
  #ref: Ref<HTMLElement> | undefined;
  #detach: (() => void) | undefined;
  #guard: Element | undefined;
  #held: Event[] = [];
  readonly #replayed = new WeakSet<Event>();
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Returns the lent props, or none while the part is not there. */
  readonly current = () => this.#props;

  /** The ref of the element in the page. */
  readonly attach = (element: HTMLElement | null) => {
    this.#element = element;
    this.#connect();
  };

  /** The element in the page. */
  get element(): HTMLElement | null {
    return this.#element;
  }

  lend(props: Props) {
    this.#props = props;
    if (props['data-popup-open'] !== undefined) this.#placeGuard();
    for (const listener of this.#listeners) listener();
  }

  /** Base UI puts one focus guard before its trigger and one after it. Here both come after it, so the first is moved. */
  #placeGuard() {
    if (this.#guard?.isConnected) return;
    let guard = this.#element?.nextElementSibling;
    while (guard && (placed.has(guard) || !guard.matches(FOCUS_GUARD))) guard = guard.nextElementSibling;
    if (!guard) return;
    this.#guard = guard;
    placed.add(guard);
    this.#element?.before(guard);
  }

  lendRef(ref: Ref<HTMLElement> | undefined) {
    this.#ref = ref;
    this.#connect();
    return () => {
      this.#ref = undefined;
      this.#connect();
    };
  }

  #connect() {
    this.#detach?.();
    this.#detach = this.#element && this.#ref ? attach(this.#ref, this.#element) : undefined;
  }

  /** Stores an event until the part has loaded. */
  hold(event: Event) {
    if (this.#props === NOTHING) this.#held.push(event);
  }

  /** Discards the stored event, which the user no longer wants. */
  readonly forget = () => {
    this.#held = [];
  };

  /** Replays the event for the lent handlers only, because all others have seen it. */
  replay() {
    for (const event of this.#held.splice(0)) {
      const Kind = event.constructor as new (type: string, init: Event) => Event;
      const again = new Kind(event.type, event);
      this.#replayed.add(again);
      this.#element?.dispatchEvent(again);
    }
  }

  isReplayed(event: SyntheticEvent): boolean {
    return this.#replayed.has(event.nativeEvent);
  }
}

function attach(ref: Ref<HTMLElement>, element: HTMLElement): (() => void) | undefined {
  if (typeof ref === 'function') {
    const detach = ref(element);
    return typeof detach === 'function' ? detach : () => void ref(null);
  }
  if (!ref) return undefined;
  ref.current = element;
  return () => {
    ref.current = null;
  };
}

/** Lends the props of a Base UI trigger. Use it as the trigger's `render`. */
export function lend(loan: Loan) {
  return ({ ref, ...props }: HTMLProps) => <Lend loan={loan} props={props as Props} elementRef={ref} />;
}

function Lend({ loan, props, elementRef }: { loan: Loan; props: Props; elementRef: Ref<HTMLElement> | undefined }) {
  useLayoutEffect(() => loan.lendRef(elementRef), [loan, elementRef]);
  useLayoutEffect(() => loan.lend(props));
  useLayoutEffect(() => () => loan.lend(NOTHING), [loan]);
  return null;
}

/** The trigger in the page: `first` until the part has loaded, then with the lent props. */
export function LentTrigger({ loan, first, trigger }: { loan: Loan; first: Props; trigger: ReactElement }) {
  const element = trigger as Trigger;
  const props = useSyncExternalStore(loan.subscribe, loan.current, () => NOTHING);
  const came = props !== NOTHING;
  useEffect(() => {
    if (came) loan.replay();
  }, [came, loan]);
  const own = element.props.ref as Ref<HTMLElement> | undefined;
  const [ref] = useState(() => new MergedRef(loan.attach));
  ref.own = own;
  return cloneElement(element, { ...joined(loan, came ? props : first, element.props), ref: ref.attach });
}

/** Also sets the trigger's own ref. */
class MergedRef {
  own: Ref<HTMLElement> | undefined;
  constructor(readonly first: (element: HTMLElement | null) => void) {}
  readonly attach = (element: HTMLElement | null) => {
    this.first(element);
    if (typeof this.own === 'function') this.own(element);
    else if (this.own) this.own.current = element;
  };
}

type Handler = (event: SyntheticEvent) => void;

/** Merges the given props with the element's own: its handlers run first, and its other props win. */
function joined(loan: Loan, given: Props, own: Props): Props {
  const props: Props = {};
  for (const [name, value] of Object.entries(given)) {
    const mine = own[name];
    if (typeof value !== 'function') {
      if (mine === undefined) props[name] = value;
      continue;
    }
    props[name] = (event: SyntheticEvent) => {
      if (loan.isReplayed(event)) event.stopPropagation();
      else if (typeof mine === 'function') (mine as Handler)(event);
      (value as Handler)(event);
    };
  }
  return props;
}

/** The keys that open it. Enter and Space press the button. */
const OPENING_KEYS: Readonly<Record<'menu' | 'dialog' | 'listbox', RegExp>> = {
  menu: /^Arrow(Up|Down)$/,
  listbox: /^(Arrow(Up|Down)|[^ ])$/,
  dialog: /^$/,
};

/** Returns the props of a button that opens something, before that has loaded. */
export function pressProps(loan: Loan, opens: keyof typeof OPENING_KEYS, want: () => void): Props {
  const hold = ({ nativeEvent }: SyntheticEvent) => {
    want();
    loan.hold(nativeEvent);
  };
  return {
    'aria-haspopup': opens,
    'aria-expanded': false,
    onPointerEnter: want,
    onFocus: hold,
    // A late popup must not pull back a user who has moved on.
    onBlur: loan.forget,
    onPointerDown: hold,
    onMouseDown: hold,
    onMouseUp: hold,
    onClick: hold,
    onKeyDown: (event: KeyboardEvent) => {
      if (!OPENING_KEYS[opens].test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      hold(event);
    },
  };
}

/** Returns such props for an element that shows something on hover or focus. */
export function hoverProps(loan: Loan, want: () => void): Props {
  return {
    onPointerEnter: ({ nativeEvent, pointerType }: PointerEvent) => {
      if (pointerType === 'touch') return;
      want();
      // Base UI starts to wait on these two events.
      const { clientX, clientY } = nativeEvent;
      loan.hold(new globalThis.MouseEvent('mouseenter', { clientX, clientY }));
      loan.hold(new globalThis.MouseEvent('mousemove', { clientX, clientY, bubbles: true }));
    },
    onPointerLeave: loan.forget,
    onPointerDown: ({ nativeEvent }: MouseEvent) => loan.hold(nativeEvent),
    onFocus: ({ nativeEvent, currentTarget }: FocusEvent<HTMLElement>) => {
      if (!currentTarget.matches(':focus-visible')) return;
      want();
      loan.hold(new globalThis.FocusEvent('focusin', { relatedTarget: nativeEvent.relatedTarget, bubbles: true }));
    },
    onBlur: loan.forget,
  };
}
