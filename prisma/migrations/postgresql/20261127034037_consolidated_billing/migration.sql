-- CreateTable
CREATE TABLE "BillingPeriod" (
    "accountId" TEXT NOT NULL,
    "payerId" TEXT NOT NULL,
    "from" TIMESTAMP(3) NOT NULL,
    "until" TIMESTAMP(3),

    CONSTRAINT "BillingPeriod_pkey" PRIMARY KEY ("accountId","from")
);

-- CreateTable
CREATE TABLE "BillingPayer" (
    "accountId" TEXT NOT NULL,
    "stamp" TEXT NOT NULL,
    "date" TIMESTAMP(3),

    CONSTRAINT "BillingPayer_pkey" PRIMARY KEY ("accountId")
);

-- CreateTable
CREATE TABLE "PriceListVersion" (
    "payerId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "effective" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "PriceListVersion_pkey" PRIMARY KEY ("payerId","number")
);

-- CreateTable
CREATE TABLE "BillingPreferences" (
    "payerId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "document" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "BillingPreferences_pkey" PRIMARY KEY ("payerId","at")
);

-- CreateTable
CREATE TABLE "UsageBatch" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "firstMonth" TEXT,
    "lastMonth" TEXT,
    "progress" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "UsageBatch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UsageBlock" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "batchId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "rows" INTEGER NOT NULL,
    "data" TEXT NOT NULL,

    CONSTRAINT "UsageBlock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BillingBenefit" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "document" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "BillingBenefit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Bill" (
    "id" TEXT NOT NULL,
    "payerId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "issuedAt" TIMESTAMP(3) NOT NULL,
    "issuedBy" TEXT,
    "hash" TEXT NOT NULL,
    "total" TEXT NOT NULL,
    "priceList" TEXT NOT NULL,
    "document" TEXT NOT NULL,

    CONSTRAINT "Bill_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BillSection" (
    "id" TEXT NOT NULL,
    "payerId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "rows" INTEGER NOT NULL,
    "data" TEXT NOT NULL,

    CONSTRAINT "BillSection_pkey" PRIMARY KEY ("id")
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

-- AddForeignKey
ALTER TABLE "BillingPeriod" ADD CONSTRAINT "BillingPeriod_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PriceListVersion" ADD CONSTRAINT "PriceListVersion_payerId_fkey" FOREIGN KEY ("payerId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BillingPreferences" ADD CONSTRAINT "BillingPreferences_payerId_fkey" FOREIGN KEY ("payerId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UsageBatch" ADD CONSTRAINT "UsageBatch_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UsageBlock" ADD CONSTRAINT "UsageBlock_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BillingBenefit" ADD CONSTRAINT "BillingBenefit_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Bill" ADD CONSTRAINT "Bill_payerId_fkey" FOREIGN KEY ("payerId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BillSection" ADD CONSTRAINT "BillSection_payerId_fkey" FOREIGN KEY ("payerId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

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
