'use client';

import { serviceOfArn } from '@gatehouse/policy/arn';
import { REACHED_TYPES, RESOURCE_TYPES } from '@gatehouse/policy/validate';
import { useState } from 'react';
import { PolicyEditor } from '@/app/(console)/_client/policies/policy-editor';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { parseSubject } from '@/lib/access/subject-arn';

/** Returns the type of a resource that can have a policy. */
const typeOf = (arn: string) => REACHED_TYPES.find((type) => RESOURCE_TYPES[type].service === serviceOfArn(arn));

/** AWS: the longest trust policy, and the longest bucket policy, which is the longest of all resource policies. */
const MAX_CHARACTERS = { trust: 4096, resource: 20_480 } as const;

type ResourcePolicyFieldProps = {
  /** The resource of the policy, which selects the checks. */
  resource: string;
  title: string;
  hint: string;
  value: string;
  onChange: (policy: string) => void;
};

/** Enters a resource policy that is not known. The editor is loaded when the section opens. */
export function ResourcePolicyField({ resource, title, hint, value, onChange }: ResourcePolicyFieldProps) {
  const [open, setOpen] = useState(value !== '');
  const kind = parseSubject(resource)?.kind === 'Role' ? 'trust' : 'resource';
  return (
    <ExpandableSection title={title} defaultOpen={value !== ''} onOpenChange={setOpen}>
      {open ? (
        <div className="space-y-1.5">
          <PolicyEditor
            key={kind}
            label="Resource-based policy"
            kind={kind}
            resourceType={kind === 'trust' ? undefined : typeOf(resource)}
            begin="json"
            maxCharacters={MAX_CHARACTERS[kind]}
            minLines={6}
            fixedHeight
            optional
            value={value}
            onChange={onChange}
          />
          <p className="text-ink-3 text-sm">{hint}</p>
        </div>
      ) : null}
    </ExpandableSection>
  );
}
