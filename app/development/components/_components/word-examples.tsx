'use client';

import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Kbd } from '@/components/ui/kbd';
import { OUTCOME_WORDS, OutcomeIcon } from '@/components/ui/outcome-icon';
import { OutcomeStatus } from '@/components/ui/outcome-status';
import { Panel } from '@/components/ui/panel';
import { Progress } from '@/components/ui/progress';
import { Severity } from '@/components/ui/severity';
import { Skeleton } from '@/components/ui/skeleton';
import { Spinner } from '@/components/ui/spinner';
import { Status } from '@/components/ui/status';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import { keysOf } from '@/lib/core/text/lists';
import { Column, type Example, Row } from './example';
import { ARN, DOCUMENT, LONG_ARN, LONG_NAME } from './example-data';

const OUTCOMES = keysOf(OUTCOME_WORDS);
const TONES = ['neutral', 'accent', 'allow', 'deny', 'limit'] as const;

export const wordExamples: Example[] = [
  {
    file: 'ui/badge',
    states: {
      'Tones, and one that is long': (
        <Row>
          {TONES.map((tone) => (
            <Badge key={tone} tone={tone}>
              {tone}
            </Badge>
          ))}
          <Badge>{`${LONG_NAME}-${LONG_NAME}`}</Badge>
        </Row>
      ),
    },
  },
  {
    file: 'ui/status',
    states: {
      Kinds: (
        <Row>
          {(['success', 'error', 'warning', 'info', 'pending', 'loading', 'stopped', 'inactive'] as const).map((kind) => (
            <Status key={kind} kind={kind}>
              {kind}
            </Status>
          ))}
        </Row>
      ),
    },
  },
  {
    file: 'ui/outcome-icon',
    states: {
      'The shapes, small and large': (
        <Row>
          {OUTCOMES.map((outcome) => (
            <OutcomeIcon key={outcome} outcome={outcome} />
          ))}
          {OUTCOMES.map((outcome) => (
            <OutcomeIcon key={outcome} outcome={outcome} size={24} />
          ))}
        </Row>
      ),
    },
  },
  {
    file: 'ui/outcome-status',
    states: {
      'With its own words and with others': (
        <Row>
          {OUTCOMES.map((outcome) => (
            <OutcomeStatus key={outcome} outcome={outcome} />
          ))}
          <OutcomeStatus outcome="limited">Under conditions</OutcomeStatus>
        </Row>
      ),
    },
  },
  {
    file: 'ui/severity',
    states: {
      Levels: (
        <Row>
          {(['critical', 'high', 'medium', 'low', 'unknown', 'done'] as const).map((level) => (
            <Severity key={level} level={level} />
          ))}
        </Row>
      ),
    },
  },
  {
    file: 'ui/alert',
    states: {
      Kinds: (
        <Column>
          {(['info', 'success', 'warning', 'error'] as const).map((kind) => (
            <Alert key={kind} kind={kind}>
              The user {LONG_NAME} was looked at.
            </Alert>
          ))}
        </Column>
      ),
      'With a title, an action and a way to dismiss it': (
        <Alert kind="warning" title="Nothing is enforced" action={<Button size="sm">Settings</Button>} onDismiss={() => {}}>
          Denials are recorded only.
        </Alert>
      ),
    },
  },
  {
    file: 'ui/progress',
    states: {
      'Empty, half, full, the rail alone': (
        <Column>
          <Progress label="Users" value={0} max={5000} />
          <Progress label="Roles" value={500} max={1000} tone="limit" />
          <Progress label="Policies" value={1500} max={1500} tone="deny" />
          <Progress label="Groups" value={30} bare />
        </Column>
      ),
    },
  },
  {
    file: 'ui/spinner',
    states: {
      'Silent, and one that speaks': (
        <Row>
          <Spinner />
          <Spinner size={24} label="Loading users" />
        </Row>
      ),
    },
  },
  {
    file: 'ui/skeleton',
    states: {
      Loading: (
        <Column>
          <Skeleton />
          <Skeleton width="40%" />
        </Column>
      ),
    },
  },
  {
    file: 'ui/panel',
    states: {
      'With all its parts': (
        <Panel
          title="Access keys"
          count={2}
          description="For programs."
          actions={<Button>Create access key</Button>}
          footer="At most two."
        >
          The keys
        </Panel>
      ),
      'Without a head; long names': (
        <Column>
          <Panel>Only what is in it</Panel>
          <Panel title={LONG_NAME} headingLevel={3} actions={<Button>Edit</Button>}>
            {LONG_ARN}
          </Panel>
        </Column>
      ),
    },
  },
  {
    file: 'ui/expandable-section',
    states: {
      'Closed, open, a box of its own': (
        <Column>
          <ExpandableSection title="Closed">Not in sight</ExpandableSection>
          <ExpandableSection title="Open" defaultOpen description="With words under the title">
            In sight
          </ExpandableSection>
          <ExpandableSection title={LONG_NAME} look="panel" defaultOpen>
            In a box
          </ExpandableSection>
        </Column>
      ),
    },
  },
  {
    file: 'ui/table',
    states: {
      'A row selected, a long cell': (
        <Table label="Users">
          <TableHead>
            <TableRow>
              <TableHeader>Name</TableHeader>
              <TableHeader align="end">Groups</TableHeader>
              <TableHeader>ARN</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            <TableRow selected>
              <TableCell>maria</TableCell>
              <TableCell align="end">3</TableCell>
              <TableCell mono>{ARN}</TableCell>
            </TableRow>
            <TableRow>
              <TableCell>{LONG_NAME}</TableCell>
              <TableCell align="end">12</TableCell>
              <TableCell mono>{LONG_ARN}</TableCell>
            </TableRow>
          </TableBody>
        </Table>
      ),
    },
  },
  {
    file: 'ui/code-block',
    states: {
      'With lines marked': (
        <CodeBlock
          label="Policy"
          code={DOCUMENT}
          highlights={[
            { from: 4, to: 4, tone: 'allow' },
            { from: 5, to: 5, tone: 'deny' },
          ]}
        />
      ),
      'An excerpt of a text, wrapped': <CodeBlock label="ARN" code={LONG_ARN} firstLine={120} language="text" wrap />,
    },
  },
  {
    file: 'ui/kbd',
    states: {
      Keys: (
        <Row>
          <Kbd>Ctrl</Kbd>
          <Kbd>K</Kbd>
        </Row>
      ),
    },
  },
  {
    file: 'ui/visually-hidden',
    states: {
      'Words that are only heard': (
        <p>
          3<VisuallyHidden> users have no second factor</VisuallyHidden>
        </p>
      ),
    },
  },
];
