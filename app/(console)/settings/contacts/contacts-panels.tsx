'use client';

import { type Act, ActButtons, confirmation, opened, RowButtons, useActs } from '@/components/console/kit/act';
import { useTools } from '@/components/console/kit/tools';
import { useRead } from '@/components/console/kit/use-read';
import { KeyValue } from '@/components/console/page/key-value';
import { ReadBox } from '@/components/console/page/read-box';
import { Panel } from '@/components/ui/panel';
import type { AlternateContact, ContactInformation } from '@/lib/account/contact-operations';
import type { AlternateContactType } from '@/lib/account/schema';
import type { EditedAlternate, EditedContact } from './_components/contact-dialogs';
import { deleteAlternateContact } from './actions';
import { accountContactsQuery } from './queries';

const ALTERNATES: readonly { type: AlternateContactType; title: string; what: string }[] = [
  { type: 'BILLING', title: 'Billing', what: 'Bills and payments' },
  { type: 'OPERATIONS', title: 'Operations', what: 'Service availability' },
  { type: 'SECURITY', title: 'Security', what: 'Leaked keys, abuse, incidents' },
];

type ContactsPanelsProps = {
  /** A member account, if it is edited from the organization's account. Absent for the reader's own account. */
  accountId?: string;
};

type ContactSubject = EditedContact & { isRead: boolean };

const editContactAs = (label: 'Add' | 'Edit'): Act<ContactSubject> => ({
  label,
  fullLabel: `${label} contact information`,
  takes: 'account:PutContactInformation',
  why: ({ isRead }) => (isRead ? undefined : 'Loading'),
  opens: opened(() => import('./_components/contact-dialogs').then((module) => module.ContactDialog)),
});
const addContact = editContactAs('Add');
const editContact = editContactAs('Edit');

/** Shows the account's owner and its alternate contacts. */
export function ContactsPanels({ accountId }: ContactsPanelsProps) {
  const read = useRead(accountContactsQuery(accountId));
  const contact = read.data?.ContactInformation;
  return (
    <>
      <Panel
        title="Contact information"
        description="The owner of the account."
        actions={
          <ActButtons
            acts={[contact ? editContact : addContact]}
            subject={{ accountId, contact: contact ?? null, isRead: read.data !== undefined }}
          />
        }
      >
        <ReadBox read={read} what="the contact information">
          {() => <Contact contact={contact} />}
        </ReadBox>
      </Panel>
      <Alternates accountId={accountId} />
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

const editAlternateAs = (label: 'Add' | 'Edit'): Act<EditedAlternate> => ({
  label,
  takes: 'account:PutAlternateContact',
  opens: opened(() => import('./_components/contact-dialogs').then((module) => module.AlternateDialog)),
});
const removeAlternate: Act<EditedAlternate> = {
  label: 'Remove',
  takes: 'account:DeleteAlternateContact',
  opens: confirmation(({ accountId, type, title }: EditedAlternate) => ({
    title: `Remove the ${title.toLowerCase()} contact?`,
    confirmLabel: 'Remove',
    action: deleteAlternateContact,
    input: { AccountId: accountId, AlternateContactType: type },
    success: `The ${title.toLowerCase()} contact was removed.`,
    text: 'AWS then only writes to the root user’s address.',
  })),
};
const FOR_NONE = [editAlternateAs('Add')];
const FOR_ONE = [editAlternateAs('Edit'), removeAlternate];

function Alternates({ accountId }: ContactsPanelsProps) {
  const read = useRead(accountContactsQuery(accountId));
  const tools = useTools();
  const { begin, dialog } = useActs<EditedAlternate>();
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
                const contact = AlternateContacts.find(({ AlternateContactType: one }) => one === type);
                return (
                  <li key={type} className="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-2.5">
                    <div className="w-48 shrink-0">
                      <h3 className="font-medium">{title}</h3>
                      <p className="text-ink-3 text-sm">{what}</p>
                    </div>
                    <AlternateText contact={contact} />
                    <RowButtons
                      acts={contact ? FOR_ONE : FOR_NONE}
                      name={`${title.toLowerCase()} contact`}
                      subject={{ accountId, type, title, contact }}
                      tools={tools}
                      begin={begin}
                    />
                  </li>
                );
              })}
            </ul>
          )
        }
      </ReadBox>
      {dialog}
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
