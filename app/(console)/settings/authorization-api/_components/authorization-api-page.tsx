'use client';

import { useConsoleUrl } from '@/app/(console)/_client/console-url';
import { CopyCode } from '@/components/console/page/copy-code';
import { CopyText } from '@/components/console/page/copy-text';
import { KeyValue } from '@/components/console/page/key-value';
import { PageHeader } from '@/components/console/page/page-header';
import { Badge } from '@/components/ui/badge';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';

type AuthorizationApiPageProps = { apiPort: number; isOpen: boolean };

/** Explains the authorization API: whether it is on, its address, and its requests. */
export function AuthorizationApiPage({ apiPort, isOpen }: AuthorizationApiPageProps) {
  const host = new URL(useConsoleUrl() || 'http://localhost').hostname;
  const address = `http://${host}:${apiPort}/_gatehouse/authorize`;
  return (
    <>
      <PageHeader
        title="Authorization API"
        badge={<Badge tone={isOpen ? 'allow' : undefined}>{isOpen ? 'On' : 'Off'}</Badge>}
        description="Use this API to ask from another program, such as an emulator or your own application, what its callers can do. It returns the same decision as the wire API, by the same policies."
      />
      <div className="space-y-4">
        <Panel title="Address">
          <KeyValue
            columns={2}
            items={[
              { label: 'Address', value: <CopyText text={address} what="address" mono /> },
              { label: 'Description in OpenAPI 3.1', value: <CopyText text={`${address}/openapi.json`} what="address" mono /> },
            ]}
          />
        </Panel>
        {isOpen ? null : (
          <Panel
            title="Turn it on"
            description="For the whole installation, by the operator who starts it. The token is a secret: a program with the token can ask about every account."
          >
            <CopyCode
              label="Command to start with the authorization API"
              what="the command"
              language="text"
              code={'GATEHOUSE_AUTHORIZE_TOKEN=at-least-16-characters npm start'}
            />
          </Panel>
        )}
        <Panel
          title="Ask"
          description="Send up to a hundred requests at once. Continue if the decision is Allowed, or if obey is false. In all other cases, deny."
        >
          <CopyCode label="A question" what="the command" language="text" code={question(address)} />
          <p className="mt-3 text-ink-2">
            Each request is recorded in the{' '}
            <TextLink inline href={paths.events({ kind: 'all' })}>
              event history
            </TextLink>
            . You can open a denial by its authorization ID in the{' '}
            <TextLink inline href={paths.troubleshooter()}>
              access troubleshooter
            </TextLink>
            . The token is never shown. For recipes, see <code>docs/authorization-api.md</code>.
          </p>
        </Panel>
      </div>
    </>
  );
}

function question(address: string): string {
  const body = {
    requests: [
      {
        principal: { accessKeyId: 'AKIA…' },
        action: 's3:GetObject',
        resource: 'arn:aws:s3:::reports/2026/may.csv',
        context: { 'aws:SourceIp': '192.0.2.7' },
      },
    ],
  };
  return [
    `curl ${address} \\`,
    '  -H "Authorization: Bearer $GATEHOUSE_AUTHORIZE_TOKEN" \\',
    `  -d '${JSON.stringify(body, null, 2)}'`,
  ].join('\n');
}
