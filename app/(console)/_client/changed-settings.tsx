import type { ReactNode } from 'react';

type ChangedSetting = { Path: string; Before: string | null; After: string | null };

/** Lists settings of an effective policy with their value before and after a change. */
export function ChangedSettings<Setting extends ChangedSetting>({
  settings,
  note,
}: {
  settings: readonly Setting[];
  /** Returns what else is known about a setting. */
  note?: (setting: Setting) => ReactNode;
}) {
  if (settings.length === 0) return null;
  return (
    <dl className="space-y-1">
      {settings.map((setting) => (
        <div key={setting.Path}>
          <dt className="break-all font-mono text-xs">{setting.Path}</dt>
          <dd className="break-words text-ink-2">
            <Value value={setting.Before} />
            <span aria-hidden> → </span>
            <span className="sr-only"> becomes </span>
            <Value value={setting.After} />
            {note?.(setting)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ value }: { value: string | null }) {
  return value === null ? 'not set' : <code className="break-words font-mono text-xs">{value}</code>;
}
