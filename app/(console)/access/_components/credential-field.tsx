import { Field } from '@/components/ui/field/field';
import { Select } from '@/components/ui/field/select';
import type { CredentialName } from '@/lib/access/limits';

const WORDS: Readonly<Record<CredentialName, string>> = {
  accessKey: 'Access key',
  console: 'Console, signed in without MFA',
  consoleWithMfa: 'Console, signed in with MFA',
  sessionToken: 'Session token, without MFA',
  sessionTokenWithMfa: 'Session token, with MFA',
  role: 'Session of the role, without MFA',
  roleWithMfa: 'Session of the role, with MFA',
  unsigned: 'No credentials (unsigned call)',
  service: 'Credentials of the service',
};

type CredentialFieldProps = {
  /** The possible credentials. The first is the default. */
  choices: readonly CredentialName[];
  value: CredentialName | undefined;
  onChange: (credential: CredentialName) => void;
};

/** Selects the credential, which decides the MFA values of the request. */
export function CredentialField({ choices, value, onChange }: CredentialFieldProps) {
  return (
    <Field label="Credentials" hint="Calls with a long-term access key carry no MFA information. All other calls do.">
      <Select
        options={choices.map((choice) => ({ value: choice, label: WORDS[choice] }))}
        value={value ?? choices[0] ?? null}
        onValueChange={(chosen) => {
          const credential = choices.find((choice) => choice === chosen);
          if (credential) onChange(credential);
        }}
      />
    </Field>
  );
}
