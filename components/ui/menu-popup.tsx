'use client';

import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { popupClass } from './field/control-class';
import { type Loan, lend } from './lent-trigger';
import { Link } from './navigation';
import { usePortalContainer } from './portal-container';

type MenuItem = {
  type?: 'item';
  label: string;
  icon?: ReactNode;
  danger?: boolean;
  /** Marks the current entry. */
  current?: boolean;
  /** The reason why it can't be used. The item stays focusable and shows the reason. */
  disabledReason?: string | false | null;
} & ({ onSelect: () => void; href?: never } | { href: string; onSelect?: never });

export type MenuEntry = MenuItem | { type: 'separator' } | { type: 'group'; label: string; items: MenuItem[] };

type MenuPopupProps = { loan: Loan; entries: readonly MenuEntry[]; align: 'start' | 'end' };

/** The popup of a `Menu`. */
export function MenuPopup({ loan, entries, align }: MenuPopupProps) {
  return (
    <Base.Root>
      <Base.Trigger render={lend(loan)} />
      <Base.Portal container={usePortalContainer()}>
        <Base.Positioner align={align} sideOffset={4} className="z-50 outline-none">
          <Base.Popup className={classNames(popupClass, 'max-h-(--available-height) min-w-44 max-w-80 overflow-y-auto p-1')}>
            {entries.map((entry, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: separators have no identity and entries never reorder while open
              <Entry key={index} entry={entry} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Entry({ entry }: { entry: MenuEntry }) {
  if (entry.type === 'separator') return <Base.Separator className="my-1 h-px bg-line" />;
  if (entry.type !== 'group') return <Item item={entry} />;
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 pt-2 pb-1 font-semibold text-ink-3 text-xs">{entry.label}</Base.GroupLabel>
      {entry.items.map((item) => (
        <Item key={item.label} item={item} />
      ))}
    </Base.Group>
  );
}

function Item({ item }: { item: MenuItem }) {
  const disabled = Boolean(item.disabledReason);
  const className = classNames(
    'flex w-full items-start gap-2 rounded-sm px-2 py-1.5 text-left outline-none select-none data-highlighted:bg-accent-soft',
    item.current && 'font-medium text-accent',
    item.danger && 'text-deny data-highlighted:bg-deny-soft',
    disabled && 'text-ink-3 data-highlighted:bg-hover',
  );
  const content = (
    <>
      {item.icon ? <span className="flex h-5 shrink-0 items-center">{item.icon}</span> : null}
      <span className="min-w-0">
        {item.label}
        {disabled ? <span className="block text-ink-3 text-xs">{item.disabledReason}</span> : null}
      </span>
      {item.current ? <Check aria-hidden size={14} className="mt-0.75 ml-auto shrink-0" /> : null}
    </>
  );
  if (item.href !== undefined && !disabled) {
    return (
      <Base.Item className={className} render={<Link href={item.href} aria-current={item.current ? 'true' : undefined} />}>
        {content}
      </Base.Item>
    );
  }
  return (
    <Base.Item
      className={className}
      aria-disabled={disabled || undefined}
      closeOnClick={!disabled}
      onClick={disabled ? undefined : item.onSelect}
      label={item.label}
    >
      {content}
    </Base.Item>
  );
}
