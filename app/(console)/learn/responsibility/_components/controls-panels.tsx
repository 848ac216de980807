import type { ReactNode } from 'react';
import { Panel } from '@/components/ui/panel';
import { SOURCES } from '@/lib/responsibility/model/sources';
import { OwnerIcon } from '../owner-mark';

/** The three types of controls, each with its meaning for the reader's own list. */
export function ControlsPanel() {
  return (
    <Panel title="Three kinds of controls" description="Auditors distinguish these kinds of controls.">
      <div className="grid gap-4 lg:grid-cols-3">
        <Control icon={<OwnerIcon owner="inherited" />} title="Inherited">
          <p>
            Controls that you inherit from the provider: physical and environmental controls. You document that you rely on them,
            and present the provider’s audit reports from AWS Artifact.
          </p>
        </Control>
        <Control icon={<OwnerIcon owner="shared" />} title="Shared">
          <p>The control applies to the infrastructure and to your part. Each side is fully responsible for its own.</p>
          <dl className="mt-2 space-y-2">
            <Half control="Patch management" theirs="the infrastructure" yours="guest systems and applications" />
            <Half control="Configuration management" theirs="its devices" yours="your systems, databases, applications" />
            <Half control="Awareness and training" theirs="its own people" yours="your own people" />
          </dl>
        </Control>
        <Control icon={<OwnerIcon owner="customer" />} title="Customer specific">
          <p>
            Controls that are only yours and depend on what you deploy: how data is zoned and routed, its Region, and how it is
            protected in transit. No report of the provider covers them.
          </p>
        </Control>
      </div>
    </Panel>
  );
}

function Control({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 flex items-center gap-1.5 font-semibold">
        {icon}
        {title}
      </h3>
      <div className="max-w-prose text-ink-2 text-sm">{children}</div>
    </section>
  );
}

function Half({ control, theirs, yours }: { control: string; theirs: string; yours: string }) {
  return (
    <div>
      <dt className="font-medium text-ink">{control}</dt>
      <dd className="grid grid-cols-2 overflow-hidden rounded-md border border-line">
        <span className="owner-theirs px-2 py-0.5 text-ink">Provider: {theirs}</span>
        <span className="bg-accent-soft px-2 py-0.5 text-ink">Customer: {yours}</span>
      </dd>
    </div>
  );
}

/** The sources of the owners, with addresses as text, because the page loads nothing from outside. */
export function SourcesPanel() {
  return (
    <Panel title="Sources" description="AWS documentation pages, in our own words. Each cell names its sources.">
      <dl className="grid gap-x-6 gap-y-3 text-sm lg:grid-cols-2">
        {Object.values(SOURCES).map(({ short, title, addresses }) => (
          <div key={short}>
            <dt className="font-medium">
              {short} <span className="font-normal text-ink-2">{title}</span>
            </dt>
            {addresses.map((address) => (
              <dd key={address} className="break-all font-mono text-ink-3 text-xs">
                {address}
              </dd>
            ))}
          </div>
        ))}
        <div>
          <dt className="font-medium">contract</dt>
          <dd className="text-ink-2">
            AWS documentation does not cover third-party applications. These cells follow the model: the more a service does, the
            less is left to you. The vendor’s contract decides.
          </dd>
        </div>
      </dl>
    </Panel>
  );
}
