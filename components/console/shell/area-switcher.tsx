'use client';

import { MenuButton } from '../../ui/menu';
import { Link } from '../../ui/navigation';
import { useCurrentArea } from './current-area';
import type { NavArea } from './navigation';

/** Renders the areas as tabs, or as one menu on narrow screens. On phones, they are in the drawer. */
export function AreaSwitcher({ areas }: { areas: readonly NavArea[] }) {
  const current = useCurrentArea();
  return (
    <nav aria-label="Areas" className="flex self-stretch max-sm:hidden">
      <ul className="flex gap-0.5 max-xl:hidden">
        {areas.map(({ id, label, href }) => (
          <li key={id} className="flex">
            <Link
              href={href}
              aria-current={id === current?.id ? 'true' : undefined}
              className="flex items-center border-transparent border-y-2 px-2.5 font-medium text-ink-2 text-sm -outline-offset-2 transition-colors hover:text-ink aria-[current]:border-b-accent aria-[current]:text-accent"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
      <div className="flex items-center xl:hidden">
        <MenuButton
          label={current?.label ?? 'Areas'}
          aria-label={current ? `Area: ${current.label}` : 'Areas'}
          align="start"
          entries={areas.map(({ id, label, href }) => ({ label, href, current: id === current?.id }))}
        />
      </div>
    </nav>
  );
}
