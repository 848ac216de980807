'use client';

import { isAwsManaged } from '@gatehouse/policy/evaluate';
import { parsePolicy } from '@gatehouse/policy/parse';
import { useState } from 'react';
import { PolicyEditor } from '@/app/(console)/_client/policies/policy-editor';
import { layOut } from '@/components/access/lay-out';
import { useRead } from '@/components/console/kit/use-read';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field/field';
import { Select } from '@/components/ui/field/select';
import type { ControlsSummary, SubjectSummary } from '@/lib/access/operations';
import type { PolicyDraft } from '@/lib/access/schema';
import { before } from '@/lib/core/text/text-parts';
import { subjectDocumentsQuery } from '../queries';
import { draftKey, withDraft } from './fix-trial';

type Choice = { value: string; label: string; kind: 'identity' | 'boundary' | 'scp' | 'rcp'; levelId?: string };

const NEW_POLICY = JSON.stringify(
  { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }] },
  null,
  2,
);
const NEW_SCP = JSON.stringify(
  { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] },
  null,
  2,
);

const NEW_RCP = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: '*',
        Condition: {
          StringNotEqualsIfExists: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' },
          BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
        },
      },
    ],
  },
  null,
  2,
);
const NEW_TEXTS = { identity: NEW_POLICY, boundary: NEW_POLICY, scp: NEW_SCP, rcp: NEW_RCP } as const;
/** AWS: the longest managed policy, SCP and RCP, in characters. */
const MAX_CHARACTERS = { identity: 6144, boundary: 6144, scp: 10_240, rcp: 5120 } as const;

/** Lists the possible drafts: each policy of the caller or resource, and a new one of each type. */
function choicesOf(subject: SubjectSummary, controls: ControlsSummary | undefined): Choice[] {
  const level = subject.Levels.at(-1);
  const hasPolicies = subject.Kind === 'User' || subject.Kind === 'Role' || subject.Kind === 'Group';
  return [
    ...subject.Identity.map(
      (policy): Choice => ({ value: policy.Id, label: `${policy.Name} (identity policy)`, kind: 'identity' }),
    ),
    ...(subject.Boundary
      ? [{ value: subject.Boundary.Id, label: `${subject.Boundary.Name} (permissions boundary)`, kind: 'boundary' } as const]
      : []),
    ...subject.Levels.flatMap(({ Name, Policies, Kind }) =>
      Policies.map(
        (policy): Choice => ({
          value: policy.Id,
          label: `${policy.Name} (SCP on ${Kind === 'root' ? 'the root' : Name})`,
          kind: 'scp',
        }),
      ),
    ),
    ...(controls?.Levels ?? []).flatMap(({ Name, Policies, Kind }) =>
      // AWS: RCPFullAWSAccess cannot be detached.
      Policies.filter((policy) => !isAwsManaged({ arn: policy.Arn })).map(
        (policy): Choice => ({
          value: policy.Id,
          label: `${policy.Name} (RCP on ${Kind === 'root' ? 'the root' : Name})`,
          kind: 'rcp',
        }),
      ),
    ),
    ...(hasPolicies ? [{ value: 'new:identity', label: 'Another identity policy', kind: 'identity' } as const] : []),
    ...(hasPolicies && !subject.Boundary
      ? [{ value: 'new:boundary', label: 'A permissions boundary', kind: 'boundary' } as const]
      : []),
    ...(level
      ? [{ value: `new:scp ${level.Id}`, label: `Another SCP on ${level.Name}`, kind: 'scp', levelId: level.Id } as const]
      : []),
    { value: 'new:rcp', label: "Another RCP on the resource's owner account", kind: 'rcp' },
  ];
}

type DraftDialogProps = {
  subject: SubjectSummary;
  /** The owner of the resource, if entered. */
  owner: string | null;
  drafts: readonly PolicyDraft[];
  onApply: (drafts: PolicyDraft[]) => void;
  onClose: () => void;
};

/** Edits a policy, a boundary, an SCP or an RCP to see the effect before anything is saved. */
export function DraftDialog({ subject, owner, drafts, onApply, onClose }: DraftDialogProps) {
  const { data } = useRead(subjectDocumentsQuery(subject.Arn, owner ?? undefined));
  const choices = choicesOf(subject, data?.Controls);
  const [picked, setChosen] = useState<string>();
  const [{ value: firstChoice } = { value: '' }] = choices;
  const chosen = picked ?? firstChoice;
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>(() => textsOf(drafts));
  const choice = choices.find(({ value }) => value === chosen);
  const stored = chosen.startsWith('new:') ? NEW_TEXTS[choice?.kind ?? 'identity'] : layOut(data?.Documents[chosen]);
  const ofLevels = choice?.kind === 'scp' || choice?.kind === 'rcp' ? texts[before(chosen, '@')] : undefined;
  const text = texts[chosen] ?? ofLevels ?? stored;
  const parsed = choice && text ? parsePolicy(text, choice.kind) : null;

  const apply = (document: string) => {
    if (!choice) return;
    const draft: PolicyDraft = chosen.startsWith('new:')
      ? { kind: 'add', type: choice.kind, levelId: choice.levelId, name: 'draft', document }
      : { kind: 'replace', policyId: chosen, document };
    onApply(withDraft(drafts, draft));
    onClose();
  };
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Try draft"
      description="See the impact of a change before you save it. The draft is only stored in the address of this page."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {chosen.startsWith('new:') ? null : (
            <Button
              onClick={() => {
                onApply(withDraft(drafts, { kind: 'remove', policyId: chosen }));
                onClose();
              }}
            >
              Try without policy
            </Button>
          )}
          <Button variant="primary" disabled={!parsed?.ok} onClick={() => apply(text)}>
            Show impact
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <Field label="Policy">
          <Select value={chosen} onValueChange={setChosen} options={choices.map(({ value, label }) => ({ value, label }))} />
        </Field>
        <PolicyEditor
          key={chosen}
          label="Document"
          kind={choice?.kind ?? 'identity'}
          begin="json"
          maxCharacters={MAX_CHARACTERS[choice?.kind ?? 'identity']}
          value={text}
          onChange={(next) => setTexts({ ...texts, [chosen]: next })}
        />
        {data && !chosen.startsWith('new:') && data.Documents[chosen] === undefined ? (
          <Alert kind="info">
            You don't have permission to view this policy. Enter a replacement, or try without the policy.
          </Alert>
        ) : null}
        {choice?.kind === 'rcp' ? (
          <Alert kind="info">
            {data?.Controls?.Management
              ? "RCPs don't apply to resources of the management account. Enter another owner of the resource."
              : 'An RCP applies to resources of accounts that you can read, for every caller.'}
          </Alert>
        ) : null}
        {choice?.kind === 'scp' ? (
          <Alert kind="info">
            The SCP changes here for this principal only. Its impact on other accounts below its level can differ.
          </Alert>
        ) : null}
      </div>
    </Dialog>
  );
}

function textsOf(drafts: readonly PolicyDraft[]): Record<string, string> {
  return Object.fromEntries(drafts.flatMap((draft) => ('document' in draft ? [[draftKey(draft), draft.document]] : [])));
}
