import type { TextCodes } from '../text/codes';
import { covers, overlaps } from '../text/compare';
import { type IndexedType, isNoResource } from './action-index';
import { formatCodes } from './arn-format';
import type { ResourceCodes } from './resource-codes';

/** The result of a Resource entry for a resource type, for the account's own resources and for anybody's. */
export const OVERLAPS_OWN = 1;
export const COVERS_OWN = 2;
export const OVERLAPS_ANY = 4;
export const COVERS_ANY = 8;

const ALL_ANSWERS = OVERLAPS_OWN | COVERS_OWN | OVERLAPS_ANY | COVERS_ANY;

/** A placeholder for the account if the entry treats all accounts alike. */
const SOME_ACCOUNT = '000000000000';

/** The ARN formats of an index for one partition: once for anybody's resources, once for one account's. */
export class FormatTexts {
  private readonly anybody = new Map<number, TextCodes>();
  private readonly some = new Map<number, TextCodes>();

  constructor(
    readonly types: readonly IndexedType[],
    private readonly partition: string,
  ) {}

  of({ position, format }: IndexedType, accountId: string | null): TextCodes {
    const remembered = accountId === null ? this.anybody : accountId === SOME_ACCOUNT ? this.some : null;
    const known = remembered?.get(position);
    if (known !== undefined) return known;
    const codes = formatCodes(format, { partition: this.partition, accountId });
    remembered?.set(position, codes);
    return codes;
  }
}

/** The results of one entry by resource type, computed on request. */
export class TypeAnswers {
  private readonly answers = new Map<number, number>();

  constructor(
    private readonly formats: FormatTexts,
    private readonly entry: ResourceCodes,
    private readonly accountId: string | null,
  ) {}

  of(type: number): number {
    const known = this.answers.get(type);
    if (known !== undefined) return known;
    const indexed = this.formats.types[type];
    const answer = indexed === undefined ? 0 : this.workOut(indexed);
    this.answers.set(type, answer);
    return answer;
  }

  private workOut(type: IndexedType): number {
    const { entry, formats, accountId } = this;
    const anybody = formats.of(type, null);
    if (!overlaps(entry.codes, anybody)) return 0;
    if (entry.certain && covers(entry.codes, anybody)) return ALL_ANSWERS;
    if (!type.format.ownsAccount || accountId === null) return OVERLAPS_ANY | OVERLAPS_OWN;
    const own = formats.of(type, entry.account.kind === 'any' ? SOME_ACCOUNT : accountId);
    // A call without a resource is about the caller's own account only.
    const alone = isNoResource(type.type);
    if (!overlaps(entry.codes, own)) return alone ? 0 : OVERLAPS_ANY;
    if (alone && entry.certain && covers(entry.codes, own)) return ALL_ANSWERS;
    return OVERLAPS_ANY | OVERLAPS_OWN | (entry.certain && covers(entry.codes, own) ? COVERS_OWN : 0);
  }
}
