'use client';

import { isOnByDefault, REGIONS } from '@gatehouse/catalog/regions';
import { useState } from 'react';
import { useController } from 'react-hook-form';
import { accountSummaryQuery } from '@/app/(console)/iam/queries';
import { FormDialog } from '@/components/console/form/form-dialog';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { useRead } from '@/components/console/kit/use-read';
import { KeyValue } from '@/components/console/page/key-value';
import { ReadBox } from '@/components/console/page/read-box';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { type SmallColumn, SmallTable } from '@/components/console/table/small-table';
import { Button } from '@/components/ui/button';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { Panel } from '@/components/ui/panel';
import { setSecurityTokenServicePreferences } from '../actions';

type TokenVersion = 'v1Token' | 'v2Token';

const VALIDITY: Readonly<Record<TokenVersion, string>> = {
  v1Token: 'Valid only in Regions that are on by default',
  v2Token: 'Valid in all Regions',
};

/** AWS's global endpoint, and one in each Region of the console's partition. */
const ENDPOINTS = [
  { name: 'Global endpoint', code: 'global', atAws: 'Always active' },
  ...REGIONS.filter(({ partition }) => partition === 'aws').map(({ name, code }) => ({
    name,
    code,
    atAws: isOnByDefault(code) ? 'Active by default' : 'Active when the Region is enabled',
  })),
];

const COLUMNS: readonly SmallColumn<(typeof ENDPOINTS)[number]>[] = [
  { header: 'Endpoint', cell: ({ name }) => name },
  { header: 'STS status', cell: () => <StatusIndicator state="Active" /> },
  { header: 'Region', cell: ({ code }) => (code === 'global' ? '–' : code), mono: true },
  { header: 'In AWS', cell: ({ atAws }) => atAws },
];

/**
 * The Regions in which session tokens of the global STS endpoint are valid. Tokens of regional endpoints are valid everywhere.
 */
export function SessionTokensPanel() {
  const summary = useRead(accountSummaryQuery());
  const [editing, setEditing] = useState(false);
  const stored: TokenVersion = summary.data?.SummaryMap.GlobalEndpointTokenVersion === 1 ? 'v1Token' : 'v2Token';
  return (
    <Panel
      title="Security Token Service (STS)"
      description="Choose the version of the session tokens in temporary credentials."
      actions={
        <Button disabledReason={summary.data ? undefined : 'Loading'} onClick={() => setEditing(true)}>
          Change session tokens
        </Button>
      }
    >
      <ReadBox read={summary} what="the session token settings">
        {() => (
          <KeyValue
            columns={2}
            items={[
              { label: 'Session tokens of the global endpoint', value: VALIDITY[stored] },
              { label: 'Session tokens of endpoints in Regions', value: 'Valid in all Regions' },
            ]}
          />
        )}
      </ReadBox>
      <ExpandableSection title={`Endpoints (${ENDPOINTS.length})`} className="mt-4">
        <p className="mb-2 text-ink-2 text-sm">
          In AWS, an administrator can deactivate the endpoints of Regions. Gatehouse answers for all Regions at one address, so
          all endpoints are always active.
        </p>
        <SmallTable label="STS endpoints" columns={COLUMNS} rows={ENDPOINTS} rowKey={({ code }) => code} />
      </ExpandableSection>
      {editing ? <SessionTokensDialog stored={stored} onClose={() => setEditing(false)} /> : null}
    </Panel>
  );
}

function SessionTokensDialog({ stored, onClose }: { stored: TokenVersion; onClose: () => void }) {
  const { form, submission } = useOperationForm(setSecurityTokenServicePreferences, {
    defaultValues: { version: stored },
    toInput: ({ version }) => ({ GlobalEndpointTokenVersion: version }),
    onUnchanged: onClose,
    success: () => ({ text: 'Session tokens of the global endpoint were changed.' }),
    onSuccess: onClose,
  });
  const { field } = useController({ control: form.control, name: 'version' });
  return (
    <FormDialog title="Session tokens of the global endpoint" submitLabel="Save changes" {...submission} onClose={onClose}>
      <RadioGroup
        label="Compatible Regions"
        value={field.value}
        onValueChange={field.onChange}
        options={[
          {
            value: 'v1Token',
            label: VALIDITY.v1Token,
            description: 'Shorter tokens of version 1, for programs with a length limit.',
          },
          {
            value: 'v2Token',
            label: VALIDITY.v2Token,
            description: 'Longer version 2 tokens, which opt-in Regions also accept.',
          },
        ]}
      />
      <p className="text-ink-2 text-sm">
        Existing tokens do not change. All Regions are enabled in Gatehouse, so both versions work in all of them.
      </p>
    </FormDialog>
  );
}
