import type { Place, ShownKind } from '../../core/module/kind';
import { afterStart } from '../../core/text/text-parts';

/** The facts about instances that pages need too. */
export const INSTANCE = {
  id: 'instances',
  service: 'ec2',
  type: 'instance',
  noun: 'Instance',
  label: 'EC2 instance',
  title: 'EC2 instances',
  create: 'Launch instance',
  words: 'servers virtual machines compute launch',
  arn: /^arn:[\w-]+:ec2:[\w-]+:\d{12}:instance\/([\w-]+)$/,
  members: {
    InstanceIds: (name) => {
      const id = afterStart(name, 'instance/');
      return id && JSON.stringify([id]);
    },
  },
} as const satisfies ShownKind;

export function ec2Arn({ partition, region, accountId }: Place, type: string, id: string): string {
  return `arn:${partition}:ec2:${region}:${accountId}:${type}/${id}`;
}
