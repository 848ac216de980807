import { splitArn } from '../../arn/parse-arn';
import { askedResource } from '../model/ask-known';
import { literalCodes } from '../text/codes';
import { overlaps } from '../text/compare';
import type { ActionIndex } from './action-index';
import { formatCodes } from './arn-format';

/** The positions of the resource types of which a text is, or a pattern has, an ARN. */
export function resourceTypesOfText(index: ActionIndex, resource: string): number[] {
  const asked = askedResource(resource);
  const codes = asked.pattern ?? literalCodes(resource);
  const partition = splitArn(resource)?.[1] ?? 'aws';
  const owner = { partition: /[*?]/.test(partition) ? 'aws' : partition, accountId: null };
  const found: number[] = [];
  for (const { position, format } of index.types) if (overlaps(codes, formatCodes(format, owner))) found.push(position);
  return found;
}
