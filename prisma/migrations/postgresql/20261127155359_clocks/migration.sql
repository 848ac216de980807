-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "clockAhead" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Organization" ADD COLUMN     "clockAhead" INTEGER NOT NULL DEFAULT 0;

-- The day that bills were at, ahead of the clock, becomes the clock of whoever pays: of its organization, or of the account that is in none.
UPDATE "Organization" SET "clockAhead" = GREATEST(0, LEAST(400 * 86400, EXTRACT(EPOCH FROM "BillingPayer"."date" - (now() AT TIME ZONE 'UTC'))))::INTEGER
FROM "BillingPayer"
WHERE "BillingPayer"."accountId" = "Organization"."managementAccountId" AND "BillingPayer"."date" IS NOT NULL;
UPDATE "Account" SET "clockAhead" = GREATEST(0, LEAST(400 * 86400, EXTRACT(EPOCH FROM "BillingPayer"."date" - (now() AT TIME ZONE 'UTC'))))::INTEGER
FROM "BillingPayer"
WHERE "BillingPayer"."accountId" = "Account"."id" AND "Account"."organizationId" IS NULL AND "BillingPayer"."date" IS NOT NULL;

-- AlterTable
ALTER TABLE "BillingPayer" DROP COLUMN "date";

-- Preferences that were changed on such a day were changed then, by the clock that is left. The last change of a day counts.
DELETE FROM "BillingPreferences" WHERE "holdsFrom" IS NOT NULL AND EXISTS (
    SELECT 1 FROM "BillingPreferences" AS "later"
    WHERE "later"."payerId" = "BillingPreferences"."payerId"
    AND "later"."holdsFrom" = "BillingPreferences"."holdsFrom" AND "later"."at" > "BillingPreferences"."at"
);
UPDATE "BillingPreferences" SET "at" = "holdsFrom" WHERE "holdsFrom" IS NOT NULL;
ALTER TABLE "BillingPreferences" DROP COLUMN "holdsFrom";
