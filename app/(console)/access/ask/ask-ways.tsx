'use client';

import { parseAsString, useQueryStates } from 'nuqs';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';

/** The three ways to ask, by what comes of the question. */
export type AskWay = 'decide' | 'simulate' | 'try';

/** Links the three ways to ask. Principal, action and resource go along where the other way takes them. */
export function AskWays({ current }: { current: AskWay }) {
  const [asked] = useQueryStates({ principal: parseAsString, action: parseAsString, resource: parseAsString });
  const [principal, action, resource] = [asked.principal, asked.action, asked.resource].map((value) => value ?? undefined);
  const ways: readonly { way: AskWay; label: string; detail: string; href: string }[] = [
    {
      way: 'decide',
      label: 'Decide one',
      detail: 'One request by anyone, with the reason',
      href: paths.ask({ principal, action, resource }),
    },
    {
      way: 'simulate',
      label: 'Simulate many',
      detail: 'Many requests, with policies changed',
      href: paths.simulator({ principal }),
    },
    { way: 'try', label: 'Try for real', detail: 'A call of your own, recorded', href: paths.tryIt({ action, resource }) },
  ];
  return (
    <nav aria-label="Ways to ask" className="mb-4">
      <ul className="grid gap-2 sm:grid-cols-3">
        {ways.map(({ way, label, detail, href }) => (
          <li
            key={way}
            className={`rounded-lg border px-3 py-2 ${way === current ? 'border-accent bg-accent-soft' : 'border-line bg-surface'}`}
          >
            <TextLink href={href} aria-current={way === current ? 'page' : undefined}>
              {label}
            </TextLink>
            <p className="text-ink-2 text-sm">{detail}</p>
          </li>
        ))}
      </ul>
    </nav>
  );
}
