-- AlterTable
ALTER TABLE "Account" ADD COLUMN "clockAhead" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "Organization" ADD COLUMN "clockAhead" INTEGER NOT NULL DEFAULT 0;

-- The day that bills were at, ahead of the clock, becomes the clock of whoever pays: of its organization, or of the account that is in none.
UPDATE "Organization" SET "clockAhead" = (
    SELECT MAX(0, MIN(400 * 86400, CAST(strftime('%s', "BillingPayer"."date") AS INTEGER) - CAST(strftime('%s', 'now') AS INTEGER)))
    FROM "BillingPayer" WHERE "BillingPayer"."accountId" = "Organization"."managementAccountId"
) WHERE EXISTS (
    SELECT 1 FROM "BillingPayer"
    WHERE "BillingPayer"."accountId" = "Organization"."managementAccountId" AND "BillingPayer"."date" IS NOT NULL
);
UPDATE "Account" SET "clockAhead" = (
    SELECT MAX(0, MIN(400 * 86400, CAST(strftime('%s', "BillingPayer"."date") AS INTEGER) - CAST(strftime('%s', 'now') AS INTEGER)))
    FROM "BillingPayer" WHERE "BillingPayer"."accountId" = "Account"."id"
) WHERE "organizationId" IS NULL AND EXISTS (
    SELECT 1 FROM "BillingPayer" WHERE "BillingPayer"."accountId" = "Account"."id" AND "BillingPayer"."date" IS NOT NULL
);

ALTER TABLE "BillingPayer" DROP COLUMN "date";

-- Preferences that were changed on such a day were changed then, by the clock that is left. The last change of a day counts.
DELETE FROM "BillingPreferences" WHERE "holdsFrom" IS NOT NULL AND EXISTS (
    SELECT 1 FROM "BillingPreferences" AS "later"
    WHERE "later"."payerId" = "BillingPreferences"."payerId"
    AND "later"."holdsFrom" = "BillingPreferences"."holdsFrom" AND "later"."at" > "BillingPreferences"."at"
);
UPDATE "BillingPreferences" SET "at" = "holdsFrom" WHERE "holdsFrom" IS NOT NULL;
ALTER TABLE "BillingPreferences" DROP COLUMN "holdsFrom";
