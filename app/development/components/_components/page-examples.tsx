'use client';

import { AccessDeniedBox } from '@/components/console/page/access-denied-box';
import { CopyCode } from '@/components/console/page/copy-code';
import { CopyArn, CopyButton, CopyText } from '@/components/console/page/copy-text';
import { DetailsPage } from '@/components/console/page/details-page';
import { EmptyState } from '@/components/console/page/empty-state';
import { ErrorBox, ErrorDetails } from '@/components/console/page/error-box';
import { KeyValue } from '@/components/console/page/key-value';
import { PageHeader } from '@/components/console/page/page-header';
import { PolicyTypeBadge } from '@/components/console/page/policy-type-badge';
import { ReadBox, ReadError } from '@/components/console/page/read-box';
import { RefreshButton } from '@/components/console/page/refresh-button';
import { SplitLayout } from '@/components/console/page/split-layout';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { StoredData } from '@/components/console/page/stored-data';
import { TagsPanel } from '@/components/console/page/tags-panel';
import { Time } from '@/components/console/page/time';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import { Column, type Example, Row } from './example';
import { ARN, DENIED, DOCUMENT, FAILED, HALF_DONE, LONG_ARN, LONG_NAME, TAGS } from './example-data';

const refetch = () => {};
const GROUPS = "this user's groups";
const TYPES = ['aws-managed', 'customer-managed', 'inline', 'boundary', 'session', 'trust', 'resource', 'scp', 'rcp'] as const;
const STATES = ['ACTIVE', 'IN_PROGRESS', 'PENDING', 'PENDING_CLOSURE', 'SUSPENDED', 'Inactive', 'FAILED', 'SOMETHING_NEW'];

export const pageExamples: Example[] = [
  {
    file: 'console/page/page-header',
    states: {
      'With all its parts': (
        <PageHeader
          title="Users"
          count={5000}
          badge={<Badge tone="limit">audit only</Badge>}
          description="Somebody with long-lived credentials."
          breadcrumbs={[{ label: 'Users', href: paths.users }]}
          actions={<Button variant="primary">Create user</Button>}
        />
      ),
      'A long name': <PageHeader title={LONG_NAME} actions={<Button>Delete</Button>} />,
    },
  },
  {
    file: 'console/page/details-page',
    wide: true,
    states: {
      'With a summary and tabs': (
        <DetailsPage
          title="maria"
          actions={<Button variant="danger">Delete</Button>}
          summary={[
            { label: 'ARN', value: <CopyArn arn={ARN} /> },
            { label: 'Created', value: <Time value="2026-11-24T14:22:05Z" /> },
            { label: 'Last activity', value: null },
          ]}
          tabs={[
            { id: 'permissions', label: 'Permissions', count: 4, content: 'The permissions' },
            { id: 'tags', label: 'Tags', content: 'The tags' },
          ]}
        />
      ),
    },
  },
  {
    file: 'console/page/split-layout',
    wide: true,
    states: {
      'Beside, where there is room': (
        <SplitLayout aside={<Panel title="Beside">The details of the selected row</Panel>}>
          <Panel title="The main part">{LONG_ARN}</Panel>
        </SplitLayout>
      ),
    },
  },
  {
    file: 'console/page/key-value',
    states: {
      'Full, absent, long': (
        <KeyValue
          columns={2}
          items={[
            { label: 'Name', value: 'maria' },
            { label: 'Path', value: '' },
            { label: 'ARN', value: LONG_ARN },
          ]}
        />
      ),
    },
  },
  {
    file: 'console/page/stored-data',
    states: {
      'Empty, nearly full, full': (
        <div className="space-y-3">
          <StoredData label="All accounts" bytes={0} quota={1_048_576_000} />
          <StoredData label="In resources and snapshots" bytes={230_000_000} quota={268_435_456} />
          <StoredData label="The account that stores most" bytes={268_435_456} quota={268_435_456} />
        </div>
      ),
    },
  },
  {
    file: 'console/page/read-box',
    states: {
      Loading: (
        <ReadBox read={{ data: undefined, error: undefined, refetch }} what={GROUPS}>
          {() => null}
        </ReadBox>
      ),
      Full: (
        <ReadBox read={{ data: ['developers'], error: undefined, refetch }} what={GROUPS}>
          {(groups) => groups.join()}
        </ReadBox>
      ),
      Denied: (
        <ReadBox read={{ data: undefined, error: DENIED, refetch }} what={GROUPS}>
          {() => null}
        </ReadBox>
      ),
      Failed: <ReadError read={{ error: FAILED, refetch }} what={GROUPS} />,
    },
  },
  {
    file: 'console/page/error-box',
    states: {
      Failed: <ErrorBox error={FAILED} onRetry={refetch} onDismiss={refetch} />,
      Denied: <ErrorBox error={DENIED} title="The user could not be deleted" />,
      'Stopped half-way': <ErrorBox error={HALF_DONE} />,
      'In another frame': <ErrorDetails error={FAILED} />,
    },
  },
  {
    file: 'console/page/access-denied-box',
    states: { Denied: <AccessDeniedBox error={DENIED} what={GROUPS} /> },
  },
  {
    file: 'console/page/empty-state',
    states: {
      'With an action': (
        <EmptyState
          title="No groups"
          description="A group gives its permissions to all its users."
          action={<Button>Create group</Button>}
        />
      ),
    },
  },
  {
    file: 'console/page/tags-panel',
    states: {
      Full: <TagsPanel tags={TAGS} noun="user" empty="Tags tell users apart." onSave={async () => true} saving={false} />,
      'Empty; disabled with the reason': (
        <TagsPanel
          tags={[]}
          noun="user"
          empty="Tags tell users apart."
          onSave={async () => true}
          saving={false}
          readOnlyReason="Users of AWS have no tags"
        />
      ),
    },
  },
  {
    file: 'console/page/copy-text',
    states: {
      'A text, an ARN, a long one, the button with words': (
        <Column>
          <CopyText text="111122223333" display="1111-2222-3333" what="account ID" mono />
          <CopyArn arn={ARN} />
          <CopyArn arn={LONG_ARN} />
          <Row>
            <CopyButton text={DOCUMENT} what="policy" labelled />
            <CopyButton text={DOCUMENT} what="policy" />
          </Row>
        </Column>
      ),
    },
  },
  {
    file: 'console/page/copy-code',
    states: { 'A document': <CopyCode code={DOCUMENT} label="Policy" what="policy" /> },
  },
  {
    file: 'console/page/time',
    states: {
      'Relative, absolute, never': (
        <Row>
          <Time value="2026-11-24T14:22:05Z" />
          <Time value="2026-11-24T14:22:05Z" format="absolute" />
          <Time value={null} />
        </Row>
      ),
    },
  },
  {
    file: 'console/page/status-indicator',
    states: {
      'States as the API names them': (
        <Row>
          {STATES.map((state) => (
            <StatusIndicator key={state} state={state} />
          ))}
        </Row>
      ),
    },
  },
  {
    file: 'console/page/policy-type-badge',
    states: {
      Types: (
        <Row>
          {TYPES.map((type) => (
            <PolicyTypeBadge key={type} type={type} />
          ))}
        </Row>
      ),
    },
  },
  {
    file: 'console/page/refresh-button',
    states: {
      'At rest, and reading': (
        <Row>
          <RefreshButton what="users" read={{ refetch, fetching: false }} />
          <RefreshButton what="roles" read={{ refetch, fetching: true }} />
        </Row>
      ),
    },
  },
];
