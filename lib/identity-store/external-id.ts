/** The id of a user or group in the system that provisioned it. */
export type ExternalId = { Issuer: string; Id: string };

/** Returns the SDK's list of the external id, if there is one. */
export function externalIdsOf({ externalIssuer, externalId }: { externalIssuer: string | null; externalId: string | null }) {
  return externalIssuer === null || externalId === null ? {} : { ExternalIds: [{ Issuer: externalIssuer, Id: externalId }] };
}
