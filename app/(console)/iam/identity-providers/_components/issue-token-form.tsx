'use client';

import { useController, useWatch } from 'react-hook-form';
import type { Tag } from '@/components/console/form/tag-rules';
import { TagsField } from '@/components/console/form/tags-field';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { ErrorBox } from '@/components/console/page/error-box';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/field/checkbox';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Select } from '@/components/ui/field/select';
import { Panel } from '@/components/ui/panel';
import { first } from '@/lib/core/text/lists';
import { issueIdentityToken } from '../actions';
import type { Issued } from './issued-token';
import { STS_AUDIENCE } from './oidc-fields';

// The operation's schema is loaded when it is first needed.
const loadProblems = () => import('./token-problem');

/** Examples of subjects from well-known issuers. */
const EXAMPLES = [
  { label: 'GitHub Actions, a branch', subject: 'repo:acme/app:ref:refs/heads/main' },
  { label: 'GitHub Actions, an environment', subject: 'repo:acme/app:environment:production' },
  { label: 'GitHub Actions, a pull request', subject: 'repo:acme/app:pull_request' },
  { label: 'GitLab, a branch', subject: 'project_path:acme/app:ref_type:branch:ref:main' },
  { label: 'Kubernetes, a service account', subject: 'system:serviceaccount:shop:orders' },
];

const LIFETIMES = [
  { value: '60', label: '1 minute', description: 'For testing expired tokens.' },
  { value: '300', label: '5 minutes' },
  { value: '900', label: '15 minutes' },
  { value: '3600', label: '1 hour' },
];

type NewToken = { subject: string; audience: string; lifetime: string; tags: Tag[]; transitive: boolean };
const NEW_TOKEN: NewToken = { subject: first(EXAMPLES).subject, audience: '', lifetime: '900', tags: [], transitive: false };

type IssueTokenFormProps = {
  /** The audiences of the account's provider for the issuer. */
  audiences: readonly string[];
  onIssued: (issued: Issued) => void;
  again: boolean;
};

/** Renders the form for a token's claims. */
export function IssueTokenForm({ audiences, onIssued, again }: IssueTokenFormProps) {
  const { form, submission } = useOperationForm(issueIdentityToken, {
    defaultValues: { ...NEW_TOKEN, audience: audiences[0] ?? STS_AUDIENCE },
    fields: { Subject: 'subject', Audience: 'audience' },
    toInput: ({ subject, audience, lifetime, tags, transitive }) => ({
      Subject: subject,
      Audience: audience,
      DurationSeconds: Number(lifetime),
      Tags: tags.length > 0 ? tags : undefined,
      TransitiveTagKeys: transitive && tags.length > 0 ? tags.map(({ Key }) => Key) : undefined,
    }),
    // The first token creates the issuer's key.
    invalidates: [
      ['console', 'GetTokenIssuer'],
      ['console', 'GetOpenIDConnectProviderKeys'],
    ],
    onSuccess: onIssued,
  });
  const { errors } = form.formState;
  const tags = useWatch({ control: form.control, name: 'tags' });
  const lifetime = useController({ control: form.control, name: 'lifetime' }).field;
  const transitive = useController({ control: form.control, name: 'transitive' }).field;
  const plain = { mono: true, autoComplete: 'off', spellCheck: false } as const;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!submission.pending) submission.onSubmit();
      }}
    >
      <Panel
        title="Issue a token"
        footer={
          <div className="flex justify-end">
            <Button type="submit" variant={again ? 'normal' : 'primary'} loading={submission.pending}>
              {again ? 'Issue another token' : 'Issue token'}
            </Button>
          </div>
        }
      >
        <div className="space-y-5">
          <div className="space-y-2">
            <Field
              label="Subject"
              description="The identity that signed in, as named by the issuer (sub claim)."
              error={errors.subject?.message}
            >
              <Input
                {...form.register('subject', {
                  validate: async (text) => (await loadProblems()).subjectProblem(text) ?? true,
                })}
                {...plain}
              />
            </Field>
            <fieldset className="flex flex-wrap items-center gap-2">
              <legend className="sr-only">Examples of subjects</legend>
              {EXAMPLES.map(({ label, subject }) => (
                <Button key={subject} size="sm" onClick={() => form.setValue('subject', subject, { shouldValidate: true })}>
                  {label}
                </Button>
              ))}
            </fieldset>
          </div>
          <div className="grid gap-5 md:grid-cols-2">
            <Field
              label="Audience"
              description="The intended recipient (aud claim)."
              hint={audienceHint(audiences)}
              error={errors.audience?.message}
            >
              <Input
                {...form.register('audience', {
                  validate: async (text) => (await loadProblems()).audienceProblem(text) ?? true,
                })}
                {...plain}
              />
            </Field>
            <Field label="Lifetime" description="The time until it expires.">
              <Select value={lifetime.value} onValueChange={lifetime.onChange} options={LIFETIMES} />
            </Field>
          </div>
          <fieldset>
            <legend className="font-medium">
              Session tags<span className="font-normal text-ink-3 italic"> - optional</span>
            </legend>
            <p className="mb-2 text-ink-2 text-sm">
              Session tags, for policies that use aws:PrincipalTag. The role’s trust policy must allow sts:TagSession.
            </p>
            <TagsField form={form} name="tags" />
            {tags.length > 0 ? (
              <Checkbox
                className="mt-3"
                label="Transitive"
                description="They are kept when the session assumes another role."
                checked={transitive.value}
                onCheckedChange={transitive.onChange}
              />
            ) : null}
          </fieldset>
          {submission.error ? <ErrorBox error={submission.error} live /> : null}
        </div>
      </Panel>
    </form>
  );
}

function audienceHint(audiences: readonly string[]): string | undefined {
  if (audiences.length === 0) return undefined;
  const [first, second, ...more] = audiences;
  return `The provider takes ${[first, second].filter((one) => one !== undefined).join(' and ')}${more.length > 0 ? ` and ${more.length} more` : ''}.`;
}
