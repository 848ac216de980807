'use client';

import { RadioGroup } from '@/components/ui/field/radio-group';
import { Panel } from '@/components/ui/panel';
import { FederationConditions } from './federation-conditions';
import { ProviderField } from './provider-field';
import { providerProblem, SAML_ENDPOINT, type SamlTrust } from './trust-choice';
import { SessionTags } from './web-identity-panel';

/** AWS's condition keys for assertions. After the first five, they are common attributes of directories. */
const KEYS = [
  'SAML:aud',
  'SAML:sub',
  'SAML:sub_type',
  'SAML:iss',
  'SAML:namequalifier',
  'SAML:eduPersonAffiliation',
  'SAML:eduPersonPrincipalName',
  'SAML:mail',
  'SAML:uid',
  'SAML:commonName',
];
const EXAMPLES: Readonly<Record<string, string>> = {
  'SAML:aud': SAML_ENDPOINT,
  'SAML:sub_type': 'persistent',
  'SAML:iss': 'https://idp.acme.example/saml',
  'SAML:eduPersonAffiliation': 'staff',
  'SAML:mail': 'maria@acme.example',
};

type SamlPanelProps = { value: SamlTrust; onChange: (value: SamlTrust) => void; tried: boolean };

/** Renders the fields for a trusted SAML provider and the conditions on its assertions. */
export function SamlPanel({ value, onChange, tried }: SamlPanelProps) {
  return (
    <>
      <Panel title="SAML 2.0 federation">
        <div className="space-y-5">
          <ProviderField
            type="SAML"
            value={value.provider}
            onChange={(provider) => onChange({ ...value, provider })}
            error={tried ? providerProblem(value) : null}
          />
          <RadioGroup
            label="Access to be allowed"
            value={value.console ? 'console' : 'programmatic'}
            onValueChange={(access) => onChange({ ...value, console: access === 'console' })}
            options={[
              {
                value: 'console',
                label: 'Programmatic and AWS Management Console access',
                description: `Requires an assertion for the sign-in page, ${SAML_ENDPOINT}. The Gatehouse console has no SAML sign-in, so the assertion is used through the API.`,
              },
              {
                value: 'programmatic',
                label: 'Programmatic access only',
                description: 'AssumeRoleWithSAML through the API, for assertions with the attributes below.',
              },
            ]}
          />
        </div>
      </Panel>
      <Panel
        title={value.console ? 'Further conditions' : 'Attributes'}
        description={
          value.console
            ? 'Optional. The users of the directory that can assume the role, by their attributes.'
            : 'The users of the directory that can assume the role, by their attributes. At least one condition is required.'
        }
      >
        <FederationConditions
          conditions={value.conditions}
          onChange={(conditions) => onChange({ ...value, conditions })}
          keys={(value.console ? [...KEYS.slice(1), ...KEYS.slice(0, 1)] : KEYS).map((key) => ({ value: key, label: key }))}
          placeholder={(key) => EXAMPLES[key]}
          tried={tried}
        />
      </Panel>
      <SessionTags checked={value.tagSession} onChange={(tagSession) => onChange({ ...value, tagSession })} what="assertions" />
    </>
  );
}
