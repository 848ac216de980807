'use client';

import { Link, usePathname } from '../../ui/navigation';
import { currentItem, type NavArea, type NavItem, type NavSection } from './navigation';

/** Renders the pages of the current area. */
export function SideNavigation({ area }: { area: NavArea }) {
  return (
    <nav aria-label={area.label} className="min-h-full px-2 py-3">
      <NavSections sections={area.sections} />
    </nav>
  );
}

type NavSectionsProps = { sections: readonly NavSection[]; onNavigate?: () => void };

export function NavSections({ sections, onNavigate }: NavSectionsProps) {
  const current = currentItem(sections, usePathname());
  return sections.map((section) => (
    <div key={section.items[0]?.href} className="mb-2">
      {section.title ? <h2 className="px-3 pt-2 pb-1 font-semibold text-ink-3 text-xs">{section.title}</h2> : null}
      <NavList items={section.items} current={current} onNavigate={onNavigate} />
    </div>
  ));
}

type NavListProps = { items: readonly NavItem[]; current: string | null; onNavigate?: () => void; nested?: boolean };

function NavList({ items, current, onNavigate, nested }: NavListProps) {
  return (
    <ul className={nested ? 'ml-4 border-line border-l pl-1' : undefined}>
      {items.map((item) => (
        <li key={item.href}>
          <Link
            href={item.href}
            onClick={onNavigate}
            aria-current={item.href === current ? 'page' : undefined}
            className="block rounded-md px-3 py-1.25 text-ink-2 transition-colors hover:bg-hover hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:font-semibold aria-[current=page]:text-accent"
          >
            {item.label}
          </Link>
          {item.items && item.items.length > 0 ? (
            <NavList items={item.items} current={current} onNavigate={onNavigate} nested />
          ) : null}
        </li>
      ))}
    </ul>
  );
}
