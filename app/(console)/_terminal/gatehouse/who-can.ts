import { fetchRead } from '@/lib/console/query';
import { type Command, done, failed, inTime, misused } from './command';

export const whoCan: Command = {
  forms: [['who-can ACTION [RESOURCE]', 'list the users and roles of this account that can do an action']],
  run: async ([Action, Resource = '*']) => {
    if (Action === undefined) return misused(whoCan);
    const read = await fetchRead('console', 'WhoCan', { Action, Resource, Reach: 'account' }, inTime());
    if (!read.ok) return failed(read.error);
    const { Principals, Total, Considered, Withheld } = read.data;
    const rows = Principals.map(({ Arn, Access, Steps }) => {
      const roles = Steps.length === 0 ? '' : `\tby ${Steps.length === 1 ? 'a role' : `${Steps.length} roles`}`;
      return `${Arn}\t${Access === 'always' ? 'allowed' : 'allowed at times'}${roles}`;
    });
    const counted = `${Total} of ${Considered} can do ${Action} on ${Resource}.`;
    const withheld = Withheld > 0 ? ` You may not examine ${Withheld} more.` : '';
    return done([...rows, counted + withheld]);
  },
};
