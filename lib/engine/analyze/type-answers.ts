import type { IndexedType } from './action-index';
import { formatCodes } from './arn-format';
import type { ResourceCodes } from './resource-codes';
import { covers, overlaps } from './text/compare';

/** What a Resource entry says about a resource type, for the account's own resources and for anybody's. */
export const OVERLAPS_OWN = 1;
export const COVERS_OWN = 2;
export const OVERLAPS_ANY = 4;
export const COVERS_ANY = 8;
const ANSWERED = 16;

/** Stands for the account where the entry treats all accounts alike. */
const SOME_ACCOUNT = '000000000000';

/** The answers of one entry for every resource type, worked out when first asked for. */
export class TypeAnswers {
  private readonly answers: Uint8Array;

  constructor(
    private readonly types: readonly IndexedType[],
    private readonly entry: ResourceCodes,
    private readonly partition: string,
    private readonly accountId: string | null,
  ) {
    this.answers = new Uint8Array(types.length);
  }

  of(type: number): number {
    const known = this.answers[type] ?? 0;
    if (known !== 0) return known;
    const indexed = this.types[type];
    const answer = indexed === undefined ? ANSWERED : this.workOut(indexed) | ANSWERED;
    this.answers[type] = answer;
    return answer;
  }

  private workOut({ format }: IndexedType): number {
    const { entry, partition, accountId } = this;
    const anybody = formatCodes(format, { partition, accountId: null });
    if (!overlaps(entry.codes, anybody)) return 0;
    let answer = OVERLAPS_ANY;
    if (entry.certain && covers(entry.codes, anybody)) answer |= COVERS_ANY;
    if (!format.ownsAccount || accountId === null) {
      return answer | (answer & COVERS_ANY ? COVERS_OWN : 0) | OVERLAPS_OWN;
    }
    if ((answer & COVERS_ANY) !== 0) return answer | COVERS_OWN | OVERLAPS_OWN;
    const own = formatCodes(format, { partition, accountId: entry.account.kind === 'any' ? SOME_ACCOUNT : accountId });
    if (!overlaps(entry.codes, own)) return answer;
    return answer | OVERLAPS_OWN | (entry.certain && covers(entry.codes, own) ? COVERS_OWN : 0);
  }
}
