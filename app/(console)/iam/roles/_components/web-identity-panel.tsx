'use client';

import { providerName } from '@/app/(console)/iam/_components/trust/trust-template';
import { useRead } from '@/components/console/kit/use-read';
import { Checkbox } from '@/components/ui/field/checkbox';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Select } from '@/components/ui/field/select';
import { Panel } from '@/components/ui/panel';
import { Status } from '@/components/ui/status';
import { identityProvidersQuery } from '../../identity-providers/queries';
import { FederationConditions } from './federation-conditions';
import { ProviderField } from './provider-field';
import { audienceProblem, isGitHub, organizationProblem, providerProblem, type WebTrust } from './trust-choice';

type PanelProps<T> = { value: T; onChange: (value: T) => void; tried: boolean };

/** The claims that are condition keys for every issuer. AWS's list for GitHub is longer. */
const CLAIMS = ['sub', 'email', 'amr'];
const GITHUB_CLAIMS = ['repository', 'environment', 'ref', 'job_workflow_ref', 'actor', 'workflow'];
const EXAMPLES: Readonly<Record<string, string>> = {
  sub: 'repo:acme/app:ref:refs/heads/main',
  email: 'maria@acme.example',
  amr: 'authenticated',
  repository: 'acme/app',
  environment: 'production',
  ref: 'refs/heads/main',
  job_workflow_ref: 'acme/workflows/.github/workflows/deploy.yml@refs/heads/main',
  actor: 'maria',
  workflow: 'deploy',
};

/** Renders the fields for a trusted OpenID Connect provider and the conditions on its tokens. */
export function WebIdentityPanel({ value, onChange, tried }: PanelProps<WebTrust>) {
  const github = isGitHub(value);
  const issuer = providerName(value.provider);
  const claims = github ? [...GITHUB_CLAIMS, 'sub'] : CLAIMS;
  const anySubject = value.provider !== null && !github && !value.conditions.some(({ key }) => key === 'sub');
  return (
    <>
      <Panel title="Web identity">
        <div className="space-y-4">
          <ProviderField
            type="OpenID Connect"
            value={value.provider}
            onChange={(provider) => onChange({ ...value, provider, audience: null, conditions: [] })}
            error={tried ? providerProblem(value) : null}
          />
          {value.provider === null ? null : <AudienceField value={value} onChange={onChange} tried={tried} />}
          {github ? <GitHubFields value={value} onChange={onChange} tried={tried} /> : null}
        </div>
      </Panel>
      {value.provider === null ? null : (
        <Panel
          title={github ? 'Further conditions' : 'Conditions'}
          description={
            github
              ? 'Optional. Other required claims of a workflow’s token.'
              : 'The sub claim identifies who signed in at the provider. Enter the identities that can assume the role.'
          }
        >
          <div className="space-y-3">
            <FederationConditions
              conditions={value.conditions}
              onChange={(conditions) => onChange({ ...value, conditions })}
              keys={claims.map((claim) => ({ value: claim, label: claim, description: `${issuer}:${claim}` }))}
              placeholder={(claim) => EXAMPLES[claim]}
              tried={tried}
            />
            {anySubject ? (
              <Status kind="warning" className="items-start font-normal">
                Without a condition on sub, anyone with a token for this audience can assume the role.
              </Status>
            ) : null}
          </div>
        </Panel>
      )}
      {value.provider === null ? null : (
        <SessionTags checked={value.tagSession} onChange={(tagSession) => onChange({ ...value, tagSession })} what="tokens" />
      )}
    </>
  );
}

/** Renders a choice of the provider's audiences, or a text field if the viewer may not read them. */
function AudienceField({ value, onChange, tried }: PanelProps<WebTrust>) {
  const provider = useRead(identityProvidersQuery()).data?.Providers.find(({ Arn }) => Arn === value.provider);
  const audiences = provider?.ClientIds ?? null;
  return (
    <Field
      label="Audience"
      description="The intended recipient of a token. Other tokens are denied."
      error={tried ? audienceProblem(value) : null}
      hint={audiences?.length === 0 ? 'The provider has no audience yet. Add one on its page.' : null}
    >
      {audiences === null ? (
        <Input
          mono
          autoComplete="off"
          value={value.audience ?? ''}
          onChange={(event) => onChange({ ...value, audience: event.currentTarget.value })}
        />
      ) : (
        <Select
          value={value.audience}
          onValueChange={(audience) => onChange({ ...value, audience })}
          options={audiences.map((audience) => ({ value: audience, label: audience }))}
          placeholder="Choose an audience"
        />
      )}
    </Field>
  );
}

function GitHubFields({ value, onChange, tried }: PanelProps<WebTrust>) {
  const set = (part: Partial<WebTrust['github']>) => onChange({ ...value, github: { ...value.github, ...part } });
  const { organization, repository, branch } = value.github;
  const plain = { mono: true, autoComplete: 'off', spellCheck: false } as const;
  return (
    <div className="grid gap-4 md:grid-cols-3">
      <Field
        label="GitHub organization"
        hint="Without it, any workflow on GitHub could assume the role. Case-sensitive."
        error={tried ? organizationProblem(value) : null}
      >
        <Input
          {...plain}
          value={organization}
          placeholder="acme"
          onChange={(event) => set({ organization: event.currentTarget.value.trim() })}
        />
      </Field>
      <Field label="GitHub repository" optional hint="Leave empty for all repositories of the organization.">
        <Input
          {...plain}
          value={repository}
          placeholder="app"
          onChange={(event) => set({ repository: event.currentTarget.value.trim() })}
        />
      </Field>
      <Field label="GitHub branch" optional hint="Leave empty for all branches, tags, pull requests and environments.">
        <Input
          {...plain}
          value={branch}
          placeholder="main"
          onChange={(event) => set({ branch: event.currentTarget.value.trim() })}
        />
      </Field>
    </div>
  );
}

type SessionTagsProps = { checked: boolean; onChange: (checked: boolean) => void; what: 'tokens' | 'assertions' };

/** Renders the permission to tag sessions. Without it, a role refuses every token or assertion with tags. */
export function SessionTags({ checked, onChange, what }: SessionTagsProps) {
  return (
    <Panel title="Session tags">
      <Checkbox
        label="Let the provider tag sessions"
        description={`Adds sts:TagSession. Without it, ${what} with tags are denied. With it, policies can use the tags as aws:PrincipalTag.`}
        checked={checked}
        onCheckedChange={onChange}
      />
    </Panel>
  );
}
