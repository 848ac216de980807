-- CreateTable
CREATE TABLE "AccountContact" (
    "accountId" TEXT NOT NULL PRIMARY KEY,
    "fullName" TEXT NOT NULL,
    "companyName" TEXT,
    "addressLine1" TEXT NOT NULL,
    "addressLine2" TEXT,
    "addressLine3" TEXT,
    "city" TEXT NOT NULL,
    "districtOrCounty" TEXT,
    "stateOrRegion" TEXT,
    "postalCode" TEXT NOT NULL,
    "countryCode" TEXT NOT NULL,
    "phoneNumber" TEXT NOT NULL,
    "websiteUrl" TEXT,
    CONSTRAINT "AccountContact_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AlternateContact" (
    "accountId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "emailAddress" TEXT NOT NULL,
    "phoneNumber" TEXT NOT NULL,

    PRIMARY KEY ("accountId", "type"),
    CONSTRAINT "AlternateContact_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Account" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "alias" TEXT,
    "state" TEXT NOT NULL,
    "enforcement" TEXT NOT NULL DEFAULT 'enforce',
    "rootPasswordHash" TEXT,
    "rootPasswordChangedAt" DATETIME,
    "rootRecovery" TEXT,
    "rootPasswordLastUsed" DATETIME,
    "createdAt" DATETIME NOT NULL,
    "closedAt" DATETIME,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "organizationId" TEXT,
    "parentId" TEXT,
    "joinedMethod" TEXT,
    "joinedAt" DATETIME,
    "globalEndpointTokenVersion" INTEGER NOT NULL DEFAULT 2,
    "iamUserAccessToBilling" TEXT NOT NULL DEFAULT 'ALLOW',
    "supportPlan" TEXT NOT NULL DEFAULT 'BASIC',
    CONSTRAINT "Account_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_Account" ("alias", "closedAt", "createdAt", "email", "enforcement", "globalEndpointTokenVersion", "iamUserAccessToBilling", "id", "joinedAt", "joinedMethod", "name", "organizationId", "parentId", "revision", "rootPasswordChangedAt", "rootPasswordHash", "rootPasswordLastUsed", "rootRecovery", "state") SELECT "alias", "closedAt", "createdAt", "email", "enforcement", "globalEndpointTokenVersion", "iamUserAccessToBilling", "id", "joinedAt", "joinedMethod", "name", "organizationId", "parentId", "revision", "rootPasswordChangedAt", "rootPasswordHash", "rootPasswordLastUsed", "rootRecovery", "state" FROM "Account";
DROP TABLE "Account";
ALTER TABLE "new_Account" RENAME TO "Account";
CREATE UNIQUE INDEX "Account_email_key" ON "Account"("email");
CREATE UNIQUE INDEX "Account_alias_key" ON "Account"("alias");
CREATE INDEX "Account_organizationId_parentId_idx" ON "Account"("organizationId", "parentId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
