'use client';

import { type UseFormReturn, useWatch } from 'react-hook-form';
import { DocumentField } from '@/components/console/form/document-field';
import type { Tag } from '@/components/console/form/tag-rules';
import { missingProblem, TextField } from '@/components/console/form/text-field';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Panel } from '@/components/ui/panel';
import { useLatch } from './use-latch';

export type OidcForm = { url: string; audience: string; thumbprints: string; keySet: string; tags: Tag[] };
export const NEW_OIDC: OidcForm = { url: '', audience: '', thumbprints: '', keySet: '', tags: [] };

const GITHUB_URL = 'https://token.actions.githubusercontent.com';
/** The usual audience of tokens for AWS, which GitHub's AWS action requests too. */
export const STS_AUDIENCE = 'sts.amazonaws.com';

export const KEYS_HINT =
  'The JSON Web Key Set that the issuer publishes at the jwks_uri of its /.well-known/openid-configuration.';
export const THUMBPRINTS_HINT =
  'One per line, 40 hexadecimal digits each, at most five. AWS uses them to verify the issuer’s server. Gatehouse does not connect to other servers.';

/** Returns the thumbprints in a text with any separators. */
export function thumbprintsIn(text: string): string[] {
  return text.split(/[\s,]+/).filter((part) => part !== '');
}

type OidcFieldsProps = {
  form: UseFormReturn<OidcForm>;
  /** The URL of the account's own token issuer; undefined if the viewer may not read it. */
  ownIssuer: string | undefined;
};

export function OidcFields({ form, ownIssuer }: OidcFieldsProps) {
  const { errors } = form.formState;
  const [url, thumbprints] = useWatch({ control: form.control, name: ['url', 'thumbprints'] });
  const printing = useLatch(thumbprints !== '' || errors.thumbprints !== undefined);
  const fill = (issuer: string) => {
    form.setValue('url', issuer, { shouldDirty: true, shouldValidate: true });
    if (form.getValues('audience') === '') form.setValue('audience', STS_AUDIENCE, { shouldDirty: true, shouldValidate: true });
  };
  return (
    <Panel title="Provider details">
      <div className="space-y-5">
        <div className="space-y-2">
          <TextField
            form={form}
            name="url"
            label="Provider URL"
            description="The issuer, exactly as in the iss claim of its tokens."
            problem={missingProblem}
            mono
            type="url"
            placeholder="https://"
          />
          <div className="flex flex-wrap items-center gap-2">
            <span className="text-ink-3 text-sm">Fill in:</span>
            {ownIssuer ? (
              <Button size="sm" onClick={() => fill(ownIssuer)}>
                Gatehouse’s own issuer of this account
              </Button>
            ) : null}
            <Button size="sm" onClick={() => fill(GITHUB_URL)}>
              GitHub Actions
            </Button>
          </div>
        </div>
        <TextField
          form={form}
          name="audience"
          label="Audience"
          description="Also called client ID: the intended recipient of a token. Other tokens are denied."
          hint={`GitHub’s action for AWS uses ${STS_AUDIENCE}. You can add more later.`}
          problem={missingProblem}
          mono
        />
        {ownIssuer !== undefined && url === ownIssuer ? (
          <Alert kind="info" live>
            You don’t need to upload the keys of this issuer, because Gatehouse created them.
          </Alert>
        ) : (
          <DocumentField
            form={form}
            name="keySet"
            label="Keys"
            optional
            description="AWS gets the signing keys from the issuer. Gatehouse does not connect to other servers, so upload them here, now or later."
            hint={KEYS_HINT}
            accept=".json,application/json"
            placeholder='{ "keys": [ … ] }'
          />
        )}
        <ExpandableSection
          title="Thumbprints"
          description="Optional. Thumbprints of the certificates that AWS uses to verify the issuer’s server."
          defaultOpen={printing}
        >
          <div className="pt-3">
            <TextField form={form} name="thumbprints" label="Thumbprints" optional hint={THUMBPRINTS_HINT} mono rows={3} />
          </div>
        </ExpandableSection>
      </div>
    </Panel>
  );
}
