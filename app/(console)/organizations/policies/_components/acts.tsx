import { type Act, confirmation } from '@/components/console/kit/act';
import { deletePolicy } from '../actions';

export type DeletedPolicy = { Id: string; Name: string };

export const deletePolicyAct: Act<DeletedPolicy> = {
  label: 'Delete…',
  look: 'danger',
  takes: 'organizations:DeletePolicy',
  opens: confirmation(({ Id, Name }: DeletedPolicy) => ({
    title: `Delete ${Name}?`,
    typeToConfirm: Name,
    action: deletePolicy,
    input: { PolicyId: Id },
    success: `The policy ${Name} was deleted.`,
    text: <p>The policy is not attached, so nobody&apos;s access changes. You cannot restore it.</p>,
  })),
};
