'use client';

import { Keyboard, Menu, Search, Settings } from 'lucide-react';
import type { ReactNode } from 'react';
import { buttonClass, IconButton } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { Kbd } from '../../ui/kbd';
import { Link } from '../../ui/navigation';
import { Tooltip } from '../../ui/tooltip';
import { AccountMenu, type AccountMenuProps } from './account-menu';
import { AreaSwitcher } from './area-switcher';
import { BrandMark } from './brand-mark';
import { useCurrentArea } from './current-area';
import { HelpToggle } from './help-panel';
import type { NavArea } from './navigation';
import type { RegionChoiceProps } from './region-choice';
import { RegionMenu } from './region-menu';

type TopBarProps = {
  areas: readonly NavArea[];
  settings: NavArea;
  badge?: ReactNode;
  tools?: ReactNode;
  region: RegionChoiceProps;
  homeHref: string;
  account: AccountMenuProps;
  openDrawer: () => void;
  openPalette: () => void;
  openShortcuts: () => void;
};

export function TopBar({
  areas,
  settings,
  badge,
  tools,
  homeHref,
  region,
  account,
  openDrawer,
  openPalette,
  openShortcuts,
}: TopBarProps) {
  return (
    <header
      data-shell-chrome
      data-stays-on-top
      className="sticky top-0 z-30 flex h-12 items-center border-line border-b bg-surface px-1 sm:gap-3 sm:px-4"
    >
      <IconButton label="Open navigation" tooltip={false} className="lg:hidden" aria-haspopup="dialog" onClick={openDrawer}>
        <Menu aria-hidden size={18} />
      </IconButton>
      <Link href={homeHref} className="flex shrink-0 items-center gap-2 rounded-md font-semibold tracking-tight xl:mr-1">
        <BrandMark />
        <span className="max-lg:sr-only">Gatehouse</span>
      </Link>
      <AreaSwitcher areas={areas} />
      <PaletteTrigger onOpen={openPalette} />
      <div className="ml-auto flex shrink-0 items-center sm:gap-2">
        {badge ? <div className="flex min-w-0 max-w-24 sm:max-w-40 2xl:max-w-96">{badge}</div> : null}
        <div className="flex items-center">
          {tools}
          <HelpToggle />
          <IconButton label="Search" tooltip={false} className="md:hidden" aria-haspopup="dialog" onClick={openPalette}>
            <Search aria-hidden size={18} />
          </IconButton>
          <IconButton label="Keyboard shortcuts" className="max-lg:hidden" onClick={openShortcuts}>
            <Keyboard aria-hidden size={16} />
          </IconButton>
          <Gear settings={settings} />
        </div>
        <RegionMenu {...region} />
        <AccountMenu {...account} />
      </div>
    </header>
  );
}

function Gear({ settings }: { settings: NavArea }) {
  const here = useCurrentArea()?.id === settings.id;
  return (
    <Tooltip content={settings.label}>
      <Link
        href={settings.href}
        aria-label={settings.label}
        aria-current={here ? 'true' : undefined}
        className={classNames(buttonClass('ghost'), 'w-8 px-0 max-sm:hidden', here && 'bg-accent-soft text-accent')}
      >
        <Settings aria-hidden size={16} />
      </Link>
    </Tooltip>
  );
}

function PaletteTrigger({ onOpen }: { onOpen: () => void }) {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={onOpen}
      className="mx-auto hidden h-8 min-w-0 flex-[0_1_340px] items-center gap-2 rounded-md border border-line bg-sunken px-2.5 text-ink-3 text-sm hover:border-line-strong md:flex"
    >
      <span className="truncate">Search or jump to…</span>
      <span className="ml-auto flex shrink-0 gap-1">
        <Kbd>Ctrl K</Kbd>
      </span>
    </button>
  );
}
