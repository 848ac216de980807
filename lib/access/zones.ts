import type { PolicyGrant } from '@gatehouse/policy/analyze';
import { findAccountFacts } from '../core/account-facts';
import type { Scope } from '../core/operation';
import { parseSubject } from './subject-arn';

/** A location relative to the account that owns a resource. */
export type Zone = 'own' | 'organization' | 'outside' | 'service' | 'everybody';

/** Finds the accounts in the owner's organization. Membership is visible within an organization. */
export class Zones {
  private readonly known = new Map<string, Promise<Zone>>();

  constructor(
    private readonly scope: Scope,
    private readonly ownerId: string,
    private readonly organizationId: string | undefined,
  ) {}

  async of({ kind, accountId, principal }: Pick<PolicyGrant, 'kind' | 'accountId' | 'principal'>): Promise<Zone> {
    if (kind === 'service' || kind === 'everybody') return kind;
    const id = accountId ?? parseSubject(principal)?.accountId ?? null;
    if (id === this.ownerId) return 'own';
    if (id === null) return 'outside';
    const zone = this.known.get(id) ?? this.find(id);
    this.known.set(id, zone);
    return zone;
  }

  private async find(id: string): Promise<Zone> {
    const facts = this.organizationId === undefined ? null : await findAccountFacts(this.scope.db, id);
    return facts?.organization?.id === this.organizationId && facts !== null ? 'organization' : 'outside';
  }
}
