'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { SegmentedControl } from '../../ui/field/segmented-control';
import { THEME_COOKIE, type ThemeChoice } from './theme';

const SEGMENTS = [
  { value: 'light', label: 'Light', icon: <Sun aria-hidden size={14} /> },
  { value: 'dark', label: 'Dark', icon: <Moon aria-hidden size={14} /> },
  { value: 'system', label: 'System', icon: <Monitor aria-hidden size={14} /> },
] as const;

const ONE_YEAR_S = 31_536_000;

/** Renders a switch that changes the theme and stores it in a cookie, so that the server renders the next page with it. */
export function ThemeSwitch({ theme, className }: { theme: ThemeChoice; className?: string }) {
  const [choice, setChoice] = useState(theme);
  const choose = (next: ThemeChoice) => {
    setChoice(next);
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox before 140 and on plain http
    document.cookie = `${THEME_COOKIE}=${next}; Path=/; Max-Age=${ONE_YEAR_S}; SameSite=Lax`;
    if (next === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
  };
  return <SegmentedControl label="Theme" value={choice} onValueChange={choose} segments={SEGMENTS} className={className} />;
}
