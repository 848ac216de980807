import { type Act, confirmation } from '@/components/console/kit/act';
import { plural } from '@/lib/core/text/plural';
import { deletePolicy } from '../actions';

type DeletedPolicy = { Arn: string; PolicyName: string; AttachmentCount: number; PermissionsBoundaryUsageCount: number };

export const deletePolicyAct: Act<DeletedPolicy> = {
  label: 'Delete',
  look: 'danger',
  takes: 'iam:DeletePolicy',
  opens: confirmation((policy: DeletedPolicy) => {
    const { Arn, PolicyName: name, AttachmentCount: attached, PermissionsBoundaryUsageCount: boundaries } = policy;
    return {
      title: `Delete policy ${name}?`,
      typeToConfirm: name,
      action: deletePolicy,
      input: Arn,
      success: `Policy ${name} was deleted.`,
      text: (
        <>
          <p>
            {attached === 0
              ? 'It is not attached to anything.'
              : `It is detached from ${attached} ${attached === 1 ? 'identity, which loses' : 'identities, which lose'} what it allows.`}{' '}
            All its versions are deleted too.
          </p>
          {boundaries > 0 ? (
            <p>
              It is the permissions boundary of {plural(boundaries, 'identity')}, so it cannot be deleted. Change or remove that
              boundary first.
            </p>
          ) : null}
        </>
      ),
    };
  }),
};
