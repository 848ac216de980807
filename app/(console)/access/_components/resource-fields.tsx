'use client';

import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';

type ResourceFieldsProps = {
  resource: string;
  owner: string;
  hint: string;
  onResource: (resource: string) => void;
  onOwner: (owner: string) => void;
};

/** A resource, and its owner if the ARN does not include it. */
export function ResourceFields({ resource, owner, hint, onResource, onOwner }: ResourceFieldsProps) {
  return (
    <>
      <Field label="Resource" hint={hint} className="min-w-0 flex-1 basis-72">
        <Input value={resource} spellCheck={false} className="font-mono" onChange={(event) => onResource(event.target.value)} />
      </Field>
      {namesNoOwner(resource) ? (
        <Field label="Owner account" optional hint="12 digits. Leave empty for your account." className="basis-52">
          <Input
            value={owner}
            spellCheck={false}
            inputMode="numeric"
            className="font-mono"
            onChange={(event) => onOwner(event.target.value.replaceAll(/[\s-]/g, ''))}
          />
        </Field>
      ) : null}
    </>
  );
}

/** ARNs of buckets and patterns have no account. */
export function namesNoOwner(resource: string): boolean {
  return resource.startsWith('arn:') && !/^arn:[^:]*:[^:]*:[^:]*:\d{12}:/.test(resource);
}

/** Returns the owner for a question, or undefined if the ARN includes it or none was entered. */
export function ownerFor(resource: string, owner: string | null): string | undefined {
  return namesNoOwner(resource) && owner !== null && /^\d{12}$/.test(owner) ? owner : undefined;
}
