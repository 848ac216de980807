import type { Transaction } from '../../db/client';

/** Gives a service trusted access to an organization. The first date counts. */
export async function trustService(db: Transaction, organizationId: string, servicePrincipal: string, now: Date): Promise<void> {
  const key = { organizationId, servicePrincipal };
  await db.serviceAccess.upsert({
    where: { organizationId_servicePrincipal: key },
    create: { ...key, enabledAt: now },
    update: {},
  });
}
