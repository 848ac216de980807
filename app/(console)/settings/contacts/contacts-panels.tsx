'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { KeyValue } from '@/components/console/page/key-value';
import { ReadBox } from '@/components/console/page/read-box';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import type { AlternateContact, ContactInformation } from '@/lib/account/contact-operations';
import type { AlternateContactType } from '@/lib/account/schema';
import { accountContactsQuery } from './queries';

// Parts that are not visible at first are loaded when opened.
const ContactDialog = dynamic(() => import('./_components/contact-dialogs').then((module) => module.ContactDialog));
const AlternateDialog = dynamic(() => import('./_components/contact-dialogs').then((module) => module.AlternateDialog));
const RemoveDialog = dynamic(() => import('./_components/contact-dialogs').then((module) => module.RemoveDialog));

const ALTERNATES: readonly { type: AlternateContactType; title: string; what: string }[] = [
  { type: 'BILLING', title: 'Billing', what: 'Bills and payments' },
  { type: 'OPERATIONS', title: 'Operations', what: 'Service availability' },
  { type: 'SECURITY', title: 'Security', what: 'Leaked keys, abuse, incidents' },
];

type ContactsPanelsProps = {
  /** A member account, if it is edited from the organization's account. Absent for the reader's own account. */
  accountId?: string;
};

/** Shows the account's owner and its alternate contacts. */
export function ContactsPanels({ accountId }: ContactsPanelsProps) {
  const read = useRead(accountContactsQuery(accountId));
  const missing = useMissing();
  const [editing, setEditing] = useState(false);
  const contact = read.data?.ContactInformation;
  return (
    <>
      <Panel
        title="Contact information"
        description="The owner of the account."
        actions={
          <Button
            disabledReason={read.data ? missing('account:PutContactInformation') : 'Loading'}
            onClick={() => setEditing(true)}
          >
            {contact ? 'Edit' : 'Add'}
            <span className="sr-only"> contact information</span>
          </Button>
        }
      >
        <ReadBox read={read} what="the contact information">
          {() => <Contact contact={contact} />}
        </ReadBox>
      </Panel>
      <Alternates accountId={accountId} />
      {editing ? <ContactDialog accountId={accountId} contact={contact ?? null} onClose={() => setEditing(false)} /> : null}
    </>
  );
}

function Contact({ contact }: { contact: ContactInformation | null | undefined }) {
  if (contact === null)
    return <p className="text-ink-2">You don't have permission to view it (account:GetContactInformation).</p>;
  if (!contact) return <p className="text-ink-2">No contact information added.</p>;
  const { AddressLine1, AddressLine2, AddressLine3, PostalCode, City, DistrictOrCounty, StateOrRegion, CountryCode } = contact;
  const lines = [AddressLine1, AddressLine2, AddressLine3, `${PostalCode} ${City}`, DistrictOrCounty, StateOrRegion, CountryCode];
  return (
    <KeyValue
      columns={3}
      items={[
        { label: 'Full name', value: contact.FullName },
        { label: 'Company', value: contact.CompanyName },
        { label: 'Address', value: lines.filter(Boolean).join(', ') },
        { label: 'Phone number', value: contact.PhoneNumber },
        { label: 'Website', value: contact.WebsiteUrl },
      ]}
    />
  );
}

type Asked = { what: 'edit' | 'remove'; type: AlternateContactType; title: string };

function Alternates({ accountId }: ContactsPanelsProps) {
  const read = useRead(accountContactsQuery(accountId));
  const missing = useMissing();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const contactOf = (type: AlternateContactType) =>
    read.data?.AlternateContacts?.find(({ AlternateContactType: one }) => one === type);
  return (
    <Panel
      title="Alternate contacts"
      description="Add contacts that AWS notifies about their topic, in addition to the root user’s address. Gatehouse sends no email."
      flush
    >
      <ReadBox read={read} what="the alternate contacts">
        {({ AlternateContacts }) =>
          AlternateContacts === null ? (
            <p className="px-4 py-3 text-ink-2">You don't have permission to view them (account:GetAlternateContact).</p>
          ) : (
            <ul className="divide-y divide-line">
              {ALTERNATES.map(({ type, title, what }) => {
                const contact = contactOf(type);
                return (
                  <li key={type} className="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-2.5">
                    <div className="w-48 shrink-0">
                      <h3 className="font-medium">{title}</h3>
                      <p className="text-ink-3 text-sm">{what}</p>
                    </div>
                    <AlternateText contact={contact} />
                    <div className="flex gap-2">
                      <Button
                        size="sm"
                        disabledReason={missing('account:PutAlternateContact')}
                        onClick={() => setAsked({ what: 'edit', type, title })}
                      >
                        {contact ? 'Edit' : 'Add'}
                        <span className="sr-only"> {title.toLowerCase()} contact</span>
                      </Button>
                      {contact ? (
                        <Button
                          size="sm"
                          disabledReason={missing('account:DeleteAlternateContact')}
                          onClick={() => setAsked({ what: 'remove', type, title })}
                        >
                          Remove
                          <span className="sr-only"> {title.toLowerCase()} contact</span>
                        </Button>
                      ) : null}
                    </div>
                  </li>
                );
              })}
            </ul>
          )
        }
      </ReadBox>
      {asked?.what === 'edit' ? (
        <AlternateDialog accountId={accountId} {...asked} contact={contactOf(asked.type) ?? null} onClose={close} />
      ) : null}
      {asked?.what === 'remove' ? <RemoveDialog accountId={accountId} {...asked} onClose={close} /> : null}
    </Panel>
  );
}

function AlternateText({ contact }: { contact: AlternateContact | undefined }) {
  if (!contact) return <p className="min-w-0 flex-1 basis-60 text-ink-3">None</p>;
  const { Name, Title, EmailAddress, PhoneNumber } = contact;
  return (
    <div className="min-w-0 flex-1 basis-60">
      <p className="break-words">
        {Name}, {Title}
      </p>
      <p className="break-words text-ink-2 text-sm">
        {EmailAddress}, {PhoneNumber}
      </p>
    </div>
  );
}
