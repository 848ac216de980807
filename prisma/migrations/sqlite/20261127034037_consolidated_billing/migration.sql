-- CreateTable
CREATE TABLE "BillingPeriod" (
    "accountId" TEXT NOT NULL,
    "payerId" TEXT NOT NULL,
    "from" DATETIME NOT NULL,
    "until" DATETIME,

    PRIMARY KEY ("accountId", "from"),
    CONSTRAINT "BillingPeriod_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "BillingPayer" (
    "accountId" TEXT NOT NULL PRIMARY KEY,
    "stamp" TEXT NOT NULL,
    "date" DATETIME
);

-- CreateTable
CREATE TABLE "PriceListVersion" (
    "payerId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "effective" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL,

    PRIMARY KEY ("payerId", "number"),
    CONSTRAINT "PriceListVersion_payerId_fkey" FOREIGN KEY ("payerId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "BillingPreferences" (
    "payerId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "document" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,

    PRIMARY KEY ("payerId", "at"),
    CONSTRAINT "BillingPreferences_payerId_fkey" FOREIGN KEY ("payerId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "UsageBatch" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "firstMonth" TEXT,
    "lastMonth" TEXT,
    "progress" TEXT,
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL,
    CONSTRAINT "UsageBatch_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "UsageBlock" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "batchId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "rows" INTEGER NOT NULL,
    "data" TEXT NOT NULL,
    CONSTRAINT "UsageBlock_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "BillingBenefit" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL,
    CONSTRAINT "BillingBenefit_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Bill" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "payerId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "issuedAt" DATETIME NOT NULL,
    "issuedBy" TEXT,
    "hash" TEXT NOT NULL,
    "total" TEXT NOT NULL,
    "priceList" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    CONSTRAINT "Bill_payerId_fkey" FOREIGN KEY ("payerId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "BillSection" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "payerId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "rows" INTEGER NOT NULL,
    "data" TEXT NOT NULL,
    CONSTRAINT "BillSection_payerId_fkey" FOREIGN KEY ("payerId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "BillingPeriod_payerId_accountId_idx" ON "BillingPeriod"("payerId", "accountId");

-- CreateIndex
CREATE INDEX "UsageBatch_accountId_createdAt_idx" ON "UsageBatch"("accountId", "createdAt");

-- CreateIndex
CREATE INDEX "UsageBlock_accountId_month_idx" ON "UsageBlock"("accountId", "month");

-- CreateIndex
CREATE INDEX "UsageBlock_batchId_idx" ON "UsageBlock"("batchId");

-- CreateIndex
CREATE INDEX "BillingBenefit_accountId_kind_idx" ON "BillingBenefit"("accountId", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "Bill_payerId_month_key" ON "Bill"("payerId", "month");

-- CreateIndex
CREATE INDEX "BillSection_payerId_month_accountId_idx" ON "BillSection"("payerId", "month", "accountId");

-- Who paid for the accounts that are there: each for itself until it joined its organization, and from then on the management account.
INSERT INTO "BillingPeriod" ("accountId", "payerId", "from", "until")
SELECT "Account"."id", "Account"."id", "Account"."createdAt", "Account"."joinedAt"
FROM "Account" JOIN "Organization" ON "Organization"."id" = "Account"."organizationId"
WHERE "Organization"."managementAccountId" <> "Account"."id" AND "Account"."joinedAt" > "Account"."createdAt";
INSERT INTO "BillingPeriod" ("accountId", "payerId", "from", "until")
SELECT "Account"."id", "Organization"."managementAccountId", COALESCE("Account"."joinedAt", "Account"."createdAt"), NULL
FROM "Account" JOIN "Organization" ON "Organization"."id" = "Account"."organizationId"
WHERE "Organization"."managementAccountId" <> "Account"."id";
INSERT INTO "BillingPeriod" ("accountId", "payerId", "from", "until")
SELECT "Account"."id", "Account"."id", "Account"."createdAt", NULL
FROM "Account"
WHERE NOT EXISTS (SELECT 1 FROM "BillingPeriod" WHERE "BillingPeriod"."accountId" = "Account"."id" AND "BillingPeriod"."until" IS NULL);
