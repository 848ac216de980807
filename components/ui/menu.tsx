'use client';

import { ChevronDown } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { Button, type ButtonProps } from './button';
import { LentTrigger, Loan, pressProps } from './lent-trigger';
import type { MenuEntry } from './menu-popup';
import { useOnDemand } from './use-on-demand';

export type { MenuEntry } from './menu-popup';

/** Loads the popup. Pages call it after they have loaded. */
export const loadMenuPopup = () => import('./menu-popup').then((module) => module.MenuPopup);

type MenuProps = {
  /** One button element. */
  trigger: ReactElement;
  entries: readonly MenuEntry[];
  align?: 'start' | 'end';
};

export function Menu({ trigger, entries, align = 'end' }: MenuProps) {
  const [loan] = useState(() => new Loan());
  const [Popup, want] = useOnDemand(loadMenuPopup, loan.forget);
  return (
    <>
      <LentTrigger loan={loan} first={pressProps(loan, 'menu', want)} trigger={trigger} />
      {Popup ? <Popup loan={loan} entries={entries} align={align} /> : null}
    </>
  );
}

/** A menu behind an ordinary button with a chevron: the Actions menu. */
export function MenuButton({
  label,
  entries,
  align,
  ...button
}: { label: string } & Pick<MenuProps, 'entries' | 'align'> & ButtonProps) {
  const trigger = (
    <Button {...button}>
      {label}
      <ChevronDown aria-hidden size={14} />
    </Button>
  );
  return <Menu trigger={trigger} entries={entries} align={align} />;
}
