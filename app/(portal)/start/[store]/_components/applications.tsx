'use client';

import { ExternalLink } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { buttonClass } from '@/components/ui/button';
import { SearchInput } from '@/components/ui/field/input';
import type { PortalApplication } from '@/lib/access-portal/applications';

/** Lists the applications of a person. Each opens in a new tab. */
export function Applications({ applications }: { applications: readonly PortalApplication[] }) {
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim().toLowerCase());
  const found = applications.filter(({ name, description }) => `${name}\n${description ?? ''}`.toLowerCase().includes(search));
  return (
    <section aria-labelledby="applications">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div className="min-w-0">
          <h1 id="applications" className="font-semibold text-xl">
            Applications <span className="font-normal text-ink-3">{applications.length.toLocaleString('en-US')}</span>
          </h1>
          <p className="text-ink-2">Open the applications that you have.</p>
        </div>
        <SearchInput
          aria-label="Search applications"
          placeholder="Search applications"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          className="w-full sm:w-80"
        />
      </div>
      <div className="mt-3 overflow-hidden rounded-lg border border-line bg-surface">
        {found.length === 0 ? <Nothing searched={search !== ''} /> : null}
        <ul>
          {found.map((application) => (
            <ApplicationRow key={application.id} application={application} />
          ))}
        </ul>
      </div>
    </section>
  );
}

function Nothing({ searched }: { searched: boolean }) {
  return (
    <div className="px-4 py-8 text-center">
      <p className="font-medium">{searched ? 'No application matches' : 'You have no applications yet'}</p>
      <p className="mt-1 text-ink-2">
        {searched
          ? 'Search for a part of the name or the description.'
          : 'An administrator assigns people and groups to applications in IAM Identity Center. Then they appear here.'}
      </p>
    </div>
  );
}

function ApplicationRow({ application: { name, description, url } }: { application: PortalApplication }) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-4 py-2 last:border-b-0">
      <div className="min-w-0 flex-1 basis-48">
        <p className="break-words font-medium">{name}</p>
        {description === null ? null : <p className="break-words text-ink-2 text-sm">{description}</p>}
      </div>
      {url === null ? (
        <p className="text-ink-2 text-sm">Its administrator gave no address to open.</p>
      ) : (
        <a
          href={url}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={`Open ${name} in a new tab`}
          className={buttonClass('normal')}
        >
          Open
          <ExternalLink aria-hidden size={13} />
        </a>
      )}
    </li>
  );
}
