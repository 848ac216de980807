import { ButtonLink } from '@/components/ui/button';
import { Severity } from '@/components/ui/severity';
import type { Recommendation } from './recommendations';

/** Recommendations as rows: how bad, what, and the way to where it is put right. */
export function RecommendationList({ of }: { of: readonly Recommendation[] }) {
  return (
    <ul className="divide-y divide-line">
      {of.map(({ id, level, title, detail, link }) => (
        <li
          key={id}
          className="grid min-h-12 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-1.5 sm:grid-cols-[6rem_minmax(0,1fr)_auto]"
        >
          <Severity level={level} className="max-sm:col-start-1" />
          <div className="min-w-0 max-sm:col-start-1">
            <p className="break-words font-medium">{title}</p>
            {detail ? <p className="text-ink-2 text-sm">{detail}</p> : null}
          </div>
          {link ? (
            <ButtonLink
              size="sm"
              href={link.href}
              prefetch={false}
              aria-label={`${link.label}: ${title}`}
              className="max-sm:col-start-2 max-sm:row-span-2 max-sm:row-start-1"
            >
              {link.label}
            </ButtonLink>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
